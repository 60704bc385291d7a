"""Canonical bytes, signatures and documents: one value has one form, and nothing else is read."""

import json
import unicodedata
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import wire
from caseworker.errors import Refused
from caseworker.wire import (
    Centre,
    Enrolment,
    Receipt,
    ReleaseHead,
    canonical,
    open_release,
    parse,
    seal_release,
    verify,
)

PRIVATE, OTHER = bytes(range(32)), bytes(range(1, 33))
HEAD = ReleaseHead(
    release_id="5f0c2d1e-77b4-5a10-9c3e-d2b04e61a917",
    office="U01",
    table="T1@1",
    period="2026-10",
    revision=1,
    supersedes=None,
    created="2026-11-18",
    demo=False,
    app="caseworker 0.1.0",
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=20).map(lambda text: unicodedata.normalize("NFC", text))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def code_of(call: object, *args: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*args)  # type: ignore[operator]  # any function
    return refused.value.code


@given(st.dictionaries(TEXT, VALUES, max_size=5))
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_back_and_written_the_same(value: dict[str, object]) -> None:
    raw = canonical(value)
    assert parse(raw) == value
    assert canonical(parse(raw)) == raw


def test_the_form_is_sorted_tight_nfc_and_utf8() -> None:
    assert canonical({"ö": 1, "a": [True, None, "o\u0308"]}) == '{"a":[true,null,"ö"],"ö":1}'.encode()


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1.5},
        {"a": float("nan")},
        {"a": 2**53},
        {1: "a"},
        {"a": b"bytes"},
        {"a": {1, 2}},
        {"\u00f6": 1, "o\u0308": 2},
        {"a": "\ud800"},
    ],
)
def test_what_has_no_single_form_is_refused(value: dict[str, object]) -> None:
    assert code_of(canonical, value) == "wire.not_canonical"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":NaN}',
        b'{"a":-0}',
        b'{"a":"\\u00f6"}',
        b'{"a":"o\xcc\x88"}',
        b'{"a":"\xff"}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1}\n',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 100_000,
        b"<html><body>Logga in p\xc3\xa5 n\xc3\xa4tet</body></html>",
    ],
)
def test_bytes_that_are_not_their_own_canonical_form_are_refused(raw: bytes) -> None:
    assert code_of(parse, raw) == "wire.not_canonical"


def test_more_than_the_limit_is_refused_unread() -> None:
    assert code_of(parse, b" " * (wire.MAX_DOCUMENT + 1)) == "wire.too_large"


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_bytes_make_the_readers_fail_in_another_way(raw: bytes) -> None:
    with suppress(Refused):
        assert canonical(parse(raw)) == raw  # few draws are a document, {} the first of them
    for reader in (open_release, Enrolment.open, Centre.open, lambda raw: Receipt.open(raw, bytes(32))):
        with pytest.raises(Refused):
            reader(raw)


def test_a_signature_holds_for_its_own_key_and_words_only() -> None:
    signed = parse(wire.sign(PRIVATE, {"a": 1}))
    verify(wire.public_key(PRIVATE), signed)
    assert code_of(verify, wire.public_key(OTHER), signed) == "wire.signature"
    assert code_of(verify, wire.public_key(PRIVATE), {**signed, "a": 2}) == "wire.signature"
    assert code_of(verify, wire.public_key(PRIVATE), {"a": 1}) == "wire.signature"


@pytest.mark.parametrize(
    "sig",
    [
        None,
        "x",
        {},
        {"alg": "none", "kid": "0" * 16, "value": "0" * 128},
        {"alg": "ed25519", "kid": "0" * 16, "value": "0" * 126},
    ],
)
def test_a_malformed_signature_is_no_signature(sig: object) -> None:
    with pytest.raises(Refused) as refused:
        verify(wire.public_key(PRIVATE), {"a": 1, "sig": sig})
    assert refused.value.code in ("wire.signature", "wire.field")


def test_new_keys_differ_and_are_32_bytes() -> None:
    first, second = wire.new_private_key(), wire.new_private_key()
    assert len(first) == len(wire.public_key(first)) == 32
    assert first != second


def test_the_same_release_is_the_same_bytes() -> None:
    first = seal_release(HEAD, {"value": [1, None]}, PRIVATE)
    assert first == seal_release(HEAD, {"value": [1, None]}, PRIVATE)
    opened = open_release(first)
    assert (opened.head, opened.dataset, opened.raw) == (HEAD, {"value": [1, None]}, first)
    assert opened.kid == wire.key_id(wire.public_key(PRIVATE))
    opened.verify(wire.public_key(PRIVATE))


def test_a_release_opened_up_and_changed_is_tampered_with() -> None:
    document = json.loads(seal_release(HEAD, {"value": [3]}, PRIVATE))
    document["dataset"]["value"][0] = 4
    assert code_of(open_release, canonical(document)) == "wire.tampered"


def test_a_new_hash_does_not_mend_the_signature() -> None:
    forged = json.loads(seal_release(replace(HEAD, office="U02"), {"value": [3]}, OTHER))
    genuine = json.loads(seal_release(HEAD, {"value": [3]}, PRIVATE))
    forged["sig"] = genuine["sig"]
    assert code_of(open_release(canonical(forged)).verify, wire.public_key(PRIVATE)) == "wire.signature"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("revision", 0),
        ("revision", True),
        ("demo", 1),
        ("office", "Åsa Lund"),
        ("created", "i dag"),
        ("supersedes", 3),
        ("dataset", []),
        ("extra", "fri text"),
        ("sha256", "AB"),
        ("app", "x" * 61),
    ],
)
def test_a_field_that_is_not_as_agreed_is_refused(field: str, value: object) -> None:
    document = json.loads(seal_release(HEAD, {}, PRIVATE)) | {field: value}
    assert code_of(open_release, canonical(document)) == "wire.field"


def test_another_schema_is_refused() -> None:
    document = json.loads(seal_release(HEAD, {}, PRIVATE)) | {"schema": "caseworker.counts/9.0"}
    assert code_of(open_release, canonical(document)) == "wire.schema"


def test_one_kind_of_document_is_never_taken_for_another() -> None:
    public = wire.public_key(PRIVATE)
    receipt = Receipt(HEAD.release_id, "0" * 64, "2026-11-18T12:00:00Z").seal(PRIVATE)
    centre = Centre("Länets siffror", public, demo=False).seal(PRIVATE)
    assert code_of(Centre.open, receipt) == "wire.schema"
    assert code_of(lambda raw: Receipt.open(raw, public), centre) == "wire.schema"
    assert code_of(Enrolment.open, centre) == "wire.schema"


def test_an_enrolment_is_signed_with_the_key_it_introduces() -> None:
    enrolment = Enrolment("U01", "0380", wire.public_key(PRIVATE), demo=False, created="2026-11-18")
    assert Enrolment.open(enrolment.seal(PRIVATE)) == enrolment
    with pytest.raises(ValueError, match="introduces"):
        enrolment.seal(OTHER)
    stolen = json.loads(enrolment.seal(PRIVATE)) | {"key": wire.public_key(OTHER).hex()}
    assert code_of(Enrolment.open, canonical(stolen)) == "wire.signature"


@pytest.mark.parametrize("name", ["", "x" * 81, "två\nrader"])
def test_a_centre_has_a_name_that_fits_one_line(name: str) -> None:
    sealed = Centre(name, wire.public_key(PRIVATE), demo=True).seal(PRIVATE)
    assert code_of(Centre.open, sealed) == "wire.field"


def test_a_receipt_is_the_word_of_one_centre() -> None:
    receipt = Receipt(HEAD.release_id, "a" * 64, "2026-11-18T12:00:00Z")
    sealed = receipt.seal(PRIVATE)
    assert Receipt.open(sealed, wire.public_key(PRIVATE)) == receipt
    assert code_of(lambda raw: Receipt.open(raw, wire.public_key(OTHER)), sealed) == "wire.signature"
