"""Documents in a person's file: added by content, seen and logged, taken out, put back, erased, sealed."""

import hashlib
from dataclasses import replace

import pytest

from caseworker.domain.attachments import LARGEST, AttachmentKind, AttachmentRow, Removal
from caseworker.domain.ids import NoteId, PersonId
from caseworker.errors import Refused
from caseworker.services import attachments, people, protection, undoing
from caseworker.store.register import Register
from tests.services import test_protection
from tests.services.conftest import MAJ, SAMIRA
from tests.services.papers import a_pdf, a_picture, a_word_document
from tests.services.test_protection import ALI, Desk

desk = test_protection.desk  # the fixture of that room


PDF = a_pdf("Första sidan", "Andra sidan")


@pytest.fixture
def person(register: Register) -> PersonId:
    return PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)


def add(register: Register, person: PersonId, content: bytes = PDF, name: str = "beslut.pdf", **more: object) -> str:
    return attachments.add_attachment(
        register,
        person=person,
        content=content,
        file_name=name,
        by=MAJ,
        **more,  # type: ignore[arg-type]
    ).created


def rows(register: Register, person: PersonId) -> tuple[AttachmentRow, ...]:
    return people.open_file(register, person=person, by=MAJ).attachments


def actions(register: Register, person: PersonId) -> list[str]:
    with register.read() as reader:
        return [row.action for row in reader.person_file(person).log]


def test_a_document_is_what_its_content_says_and_stands_in_the_file(register: Register, person: PersonId) -> None:
    made = {
        add(register, person, title="  Beslut om   uppehållstillstånd "): (AttachmentKind.PDF, 2),
        add(register, person, a_picture(), "kort.PNG"): (AttachmentKind.PNG, 1),
        add(register, person, a_picture("JPEG"), "foto.jpeg"): (AttachmentKind.JPEG, 1),
        add(register, person, a_word_document(), "brev.docx"): (AttachmentKind.DOCX, 0),
    }
    kept = rows(register, person)
    assert {row.id: (row.kind, row.pages) for row in kept} == made
    assert [row.title for row in reversed(kept)] == ["Beslut om uppehållstillstånd", "kort", "foto", "brev"]
    first = kept[-1]
    assert (first.size, first.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert (first.added_by, first.person, first.note, first.removed) == ("Maj Ekholm", person, "", None)
    assert [row.can_be_shown for row in reversed(kept)] == [True, True, True, False]
    assert actions(register, person).count("attachment.added") == 4


def test_a_document_may_belong_to_a_note_of_the_same_person(register: Register, person: PersonId) -> None:
    with register.raw_connection() as connection:
        run = connection.exec_driver_sql
        case = run("SELECT id FROM cases").scalar_one()
        columns = [row[1] for row in run("PRAGMA table_info(notes)")]
        known = {"id": "note-1", "case_id": case, "author_id": MAJ.id, "corrects": None, "signed": None}
        known |= {"written": "2026-11-20T10:00:00.000000Z", "begun": "2026-11-20T10:00:00.000000Z"}
        known |= {"happened_on": "2026-11-20", "kind": "fact"}
        values = [known.get(name, "") for name in columns]
        run(f"INSERT INTO notes VALUES ({', '.join('?' * len(values))})", tuple(values))  # noqa: S608 - marks only
        connection.commit()
    id = add(register, person, note=NoteId("note-1"))
    assert [(row.id, row.note) for row in rows(register, person)] == [(id, "note-1")]
    other = PersonId(people.register_person(register, intake=replace(SAMIRA, numbers=()), by=MAJ).created)
    for note in ("note-1", "no-such-note"):
        with pytest.raises(Refused, match="attachment.wrong_note"):
            add(register, other, note=NoteId(note))


def test_the_same_content_twice_in_one_file_is_told(register: Register, person: PersonId) -> None:
    id = add(register, person)
    with pytest.raises(Refused, match="attachment.already_there") as told:
        add(register, person, name="samma igen.pdf")
    assert str(told.value.params["day"]) == "2026-11-21"
    other = PersonId(people.register_person(register, intake=replace(SAMIRA, numbers=()), by=MAJ).created)
    add(register, other)
    attachments.remove_attachment(register, person=person, attachment=id, removal=Removal.NOT_NEEDED, by=MAJ)
    again = add(register, person)
    with pytest.raises(Refused, match="attachment.already_there"):
        attachments.put_back_attachment(register, person=person, attachment=id, by=MAJ)
    assert [row.id for row in rows(register, person)] == [again, id]


@pytest.mark.parametrize(
    ("content", "name", "title", "code"),
    [
        (b"", "tom.pdf", "", "attachment.empty"),
        (bytes(LARGEST + 1), "stor.pdf", "", "attachment.too_large"),
        (PDF, "beslut.docx", "", "attachment.other_kind"),
        (a_word_document(), "brev.pdf", "", "attachment.other_kind"),
        (b"rader av text", "rader.txt", "", "attachment.unknown_kind"),
        (PDF, ".pdf", " ", "attachment.title_missing"),
        (PDF, "beslut.pdf", "x" * 121, "attachment.title_long"),
    ],
)
def test_what_is_no_document_is_refused_in_words(
    register: Register, person: PersonId, content: bytes, name: str, title: str, code: str
) -> None:
    if name == ".pdf":
        name = ""
    with pytest.raises(Refused, match=code):
        add(register, person, content, name, title=title)
    assert rows(register, person) == ()


def test_a_document_is_shown_page_by_page_and_each_look_is_logged(register: Register, person: PersonId) -> None:
    id = add(register, person)
    shown = attachments.open_attachment(register, person=person, attachment=id, by=MAJ)
    assert (shown.id, shown.kind, shown.pages, shown.content) == (id, AttachmentKind.PDF, 2, PDF)
    page = attachments.attachment_page(register, document=shown, page=1, wide=200, by=MAJ)
    assert (page.width, len(page.rgba)) == (200, 4 * page.width * page.height)
    assert actions(register, person)[0] == "attachment.opened"
    word = add(register, person, a_word_document(), "brev.docx")
    with pytest.raises(Refused, match="attachment.no_pages"):
        attachments.open_attachment(register, person=person, attachment=word, by=MAJ)
    with pytest.raises(Refused, match="attachment.unknown"):
        attachments.open_attachment(register, person=person, attachment="none", by=MAJ)


def test_a_document_leaves_with_a_purpose_and_under_a_name_that_tells_nobody(
    register: Register, person: PersonId
) -> None:
    id = add(register, person, a_word_document(), "Samira Haddad intyg.docx")

    def save(purpose: str) -> attachments.SavedDocument:
        return attachments.save_attachment(register, person=person, attachment=id, purpose=purpose, by=MAJ)

    for purpose, code in (("  ", "purpose.short"), ("x" * 301, "purpose.long")):
        with pytest.raises(Refused, match=code):
            save(purpose)
    saved = save("Till Migrationsverket")
    assert (saved.content, saved.file_name) == (a_word_document(), "dokument-2026-11-21.docx")
    assert actions(register, person).count("attachment.saved") == 1


def test_what_is_taken_out_comes_back_by_hand_or_by_undo(register: Register, person: PersonId) -> None:
    id = add(register, person)

    def remove(removal: Removal = Removal.DUPLICATE) -> None:
        attachments.remove_attachment(register, person=person, attachment=id, removal=removal, by=MAJ)

    with pytest.raises(Refused, match="attachment.not_removed"):
        attachments.put_back_attachment(register, person=person, attachment=id, by=MAJ)
    with pytest.raises(Refused, match="attachment.erase_instead"):
        remove(Removal.WRONG_PERSON)
    remove()
    (row,) = rows(register, person)
    assert (row.removal, row.removed_by, row.can_be_shown) == ("duplicate", "Maj Ekholm", False)
    with pytest.raises(Refused, match="attachment.removed"):
        remove()
    with pytest.raises(Refused, match="attachment.removed"):
        attachments.open_attachment(register, person=person, attachment=id, by=MAJ)
    attachments.put_back_attachment(register, person=person, attachment=id, by=MAJ)
    assert rows(register, person)[0].removed is None
    remove()
    step = undoing.list_steps(register, by=MAJ).done[0]
    assert step.what == "document_removed"
    undoing.undo_step(register, step=step.id, by=MAJ)
    assert rows(register, person)[0].removed is None
    assert attachments.open_attachment(register, person=person, attachment=id, by=MAJ).content == PDF


@pytest.mark.parametrize("taken_out_first", [False, True])
def test_another_persons_document_is_erased_for_good_and_its_hash_kept(
    register: Register, person: PersonId, taken_out_first: bool
) -> None:
    id = add(register, person, title="Intyg om någon annan")
    if taken_out_first:
        attachments.remove_attachment(register, person=person, attachment=id, removal=Removal.NOT_NEEDED, by=MAJ)
    attachments.erase_attachment(register, person=person, attachment=id, by=MAJ)
    (row,) = rows(register, person)
    assert (row.title, row.removal, row.sha256) == ("", "wrong_person", hashlib.sha256(PDF).hexdigest())
    assert not [step for step in undoing.list_steps(register, by=MAJ).done if step.what == "document_removed"]
    for again, code in (
        (attachments.erase_attachment, "attachment.removed"),
        (attachments.put_back_attachment, "attachment.erased"),
    ):
        with pytest.raises(Refused, match=code):
            again(register, person=person, attachment=id, by=MAJ)
    with register.raw_connection() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attachment_bodies").scalar_one() == 0
        bodies = connection.exec_driver_sql("SELECT body FROM undo_steps").scalars().all()
    assert not any("Intyg om" in body for body in bodies)


def test_a_body_that_is_gone_is_told(register: Register, person: PersonId) -> None:
    id = add(register, person)
    with register.raw_connection() as connection:
        connection.exec_driver_sql("DELETE FROM attachment_bodies")
        connection.commit()
    with pytest.raises(Refused, match="attachment.erased"):
        attachments.open_attachment(register, person=person, attachment=id, by=MAJ)


def test_documents_of_a_protected_person_lie_sealed_and_come_back(desk: Desk) -> None:
    register, person = desk.register, desk.person
    before = add(register, person, title="Före skyddet")
    desk.protect()
    with pytest.raises(Refused, match="protection.closed"):
        add(register, person, a_picture(), "kort.png")
    assert rows(register, person) == ()
    desk.reveal()
    during = add(register, person, a_picture(), "kort.png", title="Under skyddet")
    assert {row.title for row in rows(register, person)} == {"Före skyddet", "Under skyddet"}
    with register.raw_connection() as connection:
        for table in ("attachments", "attachment_bodies"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0  # noqa: S608 - ours
    shown = attachments.open_attachment(register, person=person, attachment=before, by=MAJ)
    assert shown.content == PDF
    attachments.remove_attachment(register, person=person, attachment=during, removal=Removal.DUPLICATE, by=MAJ)
    attachments.erase_attachment(register, person=person, attachment=during, by=MAJ)
    with pytest.raises(Refused, match="attachment.removed"):
        attachments.save_attachment(register, person=person, attachment=during, purpose="Till henne", by=MAJ)
    protection.unprotect(register, person=person, reason="upphört", by=MAJ)
    assert [(row.title, row.removal) for row in rows(register, person)] == [
        ("Före skyddet", ""),
        ("", "wrong_person"),
    ]
    assert attachments.open_attachment(register, person=person, attachment=before, by=MAJ).content == PDF


def test_a_new_key_opens_documents_too(desk: Desk) -> None:
    desk.protect()
    desk.reveal()
    id = add(desk.register, desk.person)
    protection.propose_readers(desk.register, person=desk.person, readers=[MAJ.id, ALI.id], by=MAJ)
    desk.reveal(ALI)
    protection.confirm_readers(desk.register, person=desk.person, by=ALI)
    desk.reveal()
    assert attachments.open_attachment(desk.register, person=desk.person, attachment=id, by=MAJ).content == PDF
