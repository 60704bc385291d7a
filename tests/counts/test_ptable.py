"""The shipped noise table: it is the one we say it is, and nothing else is used."""

import hashlib
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from caseworker.domain.counts.noise import MAX_NOISE, NEVER_SENT, PTABLE_NAME, PTABLE_SHA256, parse_ptable
from caseworker.errors import Refused
from caseworker.places import RESOURCES
from tests.counts.offices import PTABLE

PATH = RESOURCES / "codes" / f"ptable_{PTABLE_NAME}.csv"
VARIANCE, UNCHANGED, LAST = 3.0, 0.5, 8


def shipped() -> dict[int, dict[int, Fraction]]:
    rows: dict[int, dict[int, Fraction]] = {}
    for line in PATH.read_text(encoding="ascii").splitlines()[1:]:
        count, noise, probability = line.split(",")
        rows.setdefault(int(count), {})[int(noise)] = Fraction(probability)
    return rows


def recomputed(count: int) -> dict[int, float]:
    """Maximum entropy under the method's conditions, by SLSQP."""
    noise = [v for v in range(-MAX_NOISE, MAX_NOISE + 1) if count + v >= 0 and count + v not in NEVER_SENT]
    v = np.array(noise, float)
    unit = np.eye(len(noise))
    at_most = [unit[i + 1] - unit[i] for i in range(len(noise) - 1) if noise[i + 1] < 0]
    at_most += [unit[i] - unit[i + 1] for i in range(len(noise) - 1) if noise[i] > 0]
    at_most.append(-v * v)
    lower = np.array([0.0] * (len(at_most) - 1) + [-VARIANCE])
    equal, target = [np.ones(len(noise)), v], [1.0, 0.0]
    if count > len(NEVER_SENT):
        equal.append(unit[noise.index(0)])
        target.append(UNCHANGED)
    a, b, c = np.array(at_most), np.array(equal), np.array(target)
    found = minimize(
        lambda p: float(np.sum(p * np.log(np.maximum(p, 1e-300)))),
        np.full(len(noise), 1 / len(noise)),
        jac=lambda p: np.log(np.maximum(p, 1e-300)) + 1,
        constraints=[
            {"type": "eq", "fun": lambda p: b @ p - c, "jac": lambda _p: b},
            {"type": "ineq", "fun": lambda p: a @ p - lower, "jac": lambda _p: a},
        ],
        bounds=[(1e-12, 1)] * len(noise),
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 2000},
    )
    assert found.success, found.message
    return dict(zip(noise, found.x.tolist(), strict=True))


@pytest.mark.parametrize("count", range(1, LAST + 1))
def test_every_row_is_the_distribution_of_greatest_entropy(count: int) -> None:
    row, expected = shipped()[count], recomputed(count)
    assert set(row) == set(expected)
    assert max(abs(float(row[noise]) - expected[noise]) for noise in row) < 1e-6


def test_the_table_has_66_rows_and_each_count_adds_up_to_exactly_one() -> None:
    rows = shipped()
    assert sum(len(row) for row in rows.values()) == 66
    assert [sum(row.values()) for row in rows.values()] == [1] * (LAST + 1)


def test_the_pinned_hash_is_the_hash_of_the_shipped_file() -> None:
    assert hashlib.sha256(PATH.read_bytes()).hexdigest() == PTABLE_SHA256 == PTABLE.sha256


@given(place=st.integers(min_value=0), change=st.integers(min_value=1, max_value=255))
@settings(max_examples=60, deadline=None)
def test_a_tampered_table_is_refused(place: int, change: int) -> None:
    raw = bytearray(PATH.read_bytes())
    raw[place % len(raw)] ^= change
    with pytest.raises(Refused) as refused:
        parse_ptable(bytes(raw))
    assert refused.value.code == "counts.ptable_tampered"


def test_a_table_cut_short_is_refused() -> None:
    with pytest.raises(Refused):
        parse_ptable(PATH.read_bytes()[:-10])


def test_a_missing_table_is_refused_as_a_changed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from caseworker import classes

    monkeypatch.setattr(classes, "RESOURCES", PATH.parent / "nowhere")
    with pytest.raises(Refused) as refused:
        classes.load_ptable()
    assert refused.value.code == "counts.ptable_tampered"


@given(count=st.integers(0, 500), number=st.integers(0, 2**64 - 1))
@settings(max_examples=100, deadline=None)
def test_noise_never_gives_one_two_or_less_than_nothing(count: int, number: int) -> None:
    published = count + PTABLE.draw(count, number)
    assert published == 0 if count == 0 else published >= 0
    assert published not in NEVER_SENT
    assert abs(published - count) <= MAX_NOISE


def test_the_thresholds_are_exact_at_their_edges() -> None:
    first = Fraction(shipped()[1][-1])
    edge = int(first * 2**64)  # lb < u <= ub: the edge itself still belongs to the first noise
    assert PTABLE.draw(1, 0) == PTABLE.draw(1, edge) == -1
    assert PTABLE.draw(1, edge + 1) == 2
    assert PTABLE.draw(1, 2**64 - 1) == 5
