"""What a caseworker does with documents in a file, and what she takes out of the register about one person."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from caseworker.domain.attachments import Removal
from caseworker.domain.ids import PersonId
from caseworker.services import attachments, handing_over, records
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ
from tests.services.papers import a_pdf, a_word_document


def _added(hands: Hands, person: PersonId, content: bytes, name: str) -> str:
    return hands.do(
        attachments.add_attachment, person=person, content=content, file_name=name, title="Beslut", by=MAJ
    ).created


def _documents(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    letter = _added(hands, person, a_word_document(hands.some("Brev")), "brev.docx")
    yield Ack("attachments.add_attachment", letter)
    hands.do(attachments.save_attachment, person=person, attachment=letter, purpose="Till henne själv", by=MAJ)
    yield Ack("attachments.save_attachment", person)
    removal = Removal.NOT_NEEDED
    hands.do(attachments.remove_attachment, person=person, attachment=letter, removal=removal, by=MAJ)
    yield Ack("attachments.remove_attachment", person)
    hands.do(attachments.put_back_attachment, person=person, attachment=letter, by=MAJ)
    yield Ack("attachments.put_back_attachment", letter)
    hands.do(attachments.erase_attachment, person=person, attachment=letter, by=MAJ)
    yield Ack("attachments.erase_attachment", letter)


def _looking(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    decision = _added(hands, person, a_pdf(hands.some("Beslut")), "beslut.pdf")
    yield Ack("attachments.add_attachment", decision)
    hands.do(attachments.open_attachment, person=person, attachment=decision, by=MAJ)
    yield Ack("attachments.open_attachment", person)


def _handing_out(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    journal, extract, looks = records.take_out_journal, records.take_out_extract, records.take_out_looks
    for take_out in (journal, extract, looks, records.take_out_handover):
        with tempfile.TemporaryDirectory() as folder:
            hands.do(take_out, person=person, purpose="Begärt av henne själv", folder=Path(folder), by=MAJ)
        yield Ack(f"records.{take_out.__name__}", person)
    with tempfile.TemporaryDirectory() as folder:
        into, why = Path(folder), "Hon byter tjänst"
        hands.do(handing_over.take_out_colleague, colleague=MAJ.id, purpose=why, folder=into, by=MAJ)
    yield Ack("handing_over.take_out_colleague", MAJ.id)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_documents: 2, _looking: 1, _handing_out: 1}
LOGGED = {
    "attachments.open_attachment": "attachment.opened",
    "attachments.save_attachment": "attachment.saved",
    "attachments.remove_attachment": "attachment.removed",
    "records.take_out_journal": "record.taken_out",
    "records.take_out_extract": "extract.taken_out",
    "records.take_out_looks": "looks.taken_out",
    "records.take_out_handover": "handover.taken_out",
    "handing_over.take_out_colleague": "handover.taken_out",
}
KEPT = {
    "attachments.add_attachment": "SELECT id FROM attachments",
    "attachments.put_back_attachment": "SELECT id FROM attachments WHERE removed IS NULL OR removal = 'wrong_person'",
    "attachments.erase_attachment": "SELECT id FROM attachments WHERE removal = 'wrong_person'",
}
TOGETHER = {
    "a document": (
        "SELECT count(*) FROM attachments",
        "SELECT count(*) FROM audit WHERE action = 'attachment.added'",
    ),
    "a document and its bytes": (
        "SELECT count(*) FROM attachments WHERE removal <> 'wrong_person'",
        "SELECT count(*) FROM attachment_bodies",
    ),
}
