"""What a caseworker takes back and does again, and a value she did not keep: errands of the campaigns."""

from collections.abc import Callable

from caseworker.domain.conflict import Unchosen
from caseworker.domain.contact import ContactKind
from caseworker.services import conflicts, people, undoing
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _second_thoughts(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    hands.do(people.add_contact, person=person, kind=ContactKind.EMAIL, value="a@example.se", by=MAJ)
    yield Ack("people.add_contact", person)
    step = undoing.list_steps(hands.register, by=MAJ).done[0].id
    hands.do(undoing.undo_step, step=step, by=MAJ)
    yield Ack("undoing.undo_step", person)
    hands.do(undoing.redo_step, step=step, by=MAJ)
    yield Ack("undoing.redo_step", person)
    hands.do(undoing.leave_step, step=step, by=MAJ)
    yield Ack("undoing.leave_step", step)
    unchosen = (Unchosen("people.speaks", "Arabiska", "Somaliska"),)
    hands.do(conflicts.keep_unchosen, person=person, unchosen=unchosen, by=MAJ)
    yield Ack("conflicts.keep_unchosen", person)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_second_thoughts: 4}
LOGGED = {
    "undoing.undo_step": "undo.taken_back",
    "undoing.redo_step": "undo.done_again",
    "conflicts.keep_unchosen": "conflict.settled",
}
GONE = {"undoing.leave_step": "SELECT id FROM undo_steps"}
