"""Errands of rights, protection, review, backups and erasure; part of ``errands.py``."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from caseworker import logrules
from caseworker.domain.access import User
from caseworker.domain.backups import Contents
from caseworker.domain.case import AssignmentKind
from caseworker.domain.erasure import Board, Provider
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.review import Outcome
from caseworker.services import access, backups, cases, erasure, exports, notice, people, protection, review
from caseworker.store.backup import Kit
from tests.campaigns.hands import ALI, Ack, Acks, Hands, a_person
from tests.services.conftest import KEY, MAJ, NOW
from tests.services.erasing import NOTHING

MOST_DECIDED = 60  # items of one review: the log of a campaign is long, and all of it was written out of hours


@dataclass
class Ring:
    """The keys of compartments as the vault would hold them, opened by whoever sits there."""

    user: User
    keys: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        self.keys[name] = (key, tuple(staff))

    def unseal(self, name: str) -> bytes | None:
        key, staff = self.keys.get(name, (None, ()))  # of an errand that was cut off it knows nothing
        return key if self.user.id in staff else None

    def holders(self, name: str) -> tuple[str, ...]:
        return self.keys[name][1] if name in self.keys else ()

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        return tuple(staff)

    def drop(self, name: str) -> None:
        self.keys.pop(name, None)

    def leave(self, gone: User) -> None:
        """Take every key from one who has gone."""
        left = {name: tuple(one for one in staff if one != gone.id) for name, (_, staff) in self.keys.items()}
        self.keys = {name: (key, left[name]) for name, (key, _) in self.keys.items()}


def _rights(hands: Hands) -> Acks:
    person, today = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    hands.do(access.employ, staff=ALI.id, begins=today, by=MAJ)
    yield Ack("access.employ", ALI.id)
    hands.do(access.assign, person=person, staff=ALI.id, kind=AssignmentKind.CO_ASSIGNED, begins=today, by=MAJ)
    yield Ack("access.assign", person)
    hands.do(access.release, person=person, staff=ALI.id, by=MAJ)
    yield Ack("access.release", person)
    look = hands.do(access.open_in_need, person=person, reason="Hon ringde och var rädd", by=MAJ).created
    yield Ack("access.open_in_need", person)
    hands.do(access.see_look_in_need, look=look, by=ALI)
    yield Ack("access.see_look_in_need", look)
    hands.do(review.declare_close, person=person, by=MAJ)
    yield Ack("review.declare_close", person)
    hands.do(review.withdraw_close, person=person, by=MAJ)
    yield Ack("review.withdraw_close", person)
    hands.do(cases.close_case, person=person, closed=today, by=MAJ)
    yield Ack("cases.close_case", person)
    hands.do(cases.reopen_case, person=person, by=MAJ)
    yield Ack("cases.reopen_case", person)


def _review(hands: Hands) -> Acks:
    register = hands.register
    hands.do(notice.acknowledge_notice, version=logrules.load().notice.version, by=MAJ)
    yield Ack("notice.acknowledge_notice", MAJ.id)
    person = a_person(hands)  # there is something new to review
    yield Ack("people.register_person", person)
    people.open_file(register, person=person, by=MAJ)
    begun = review.show_review(register, by=ALI)
    if begun is None or begun.signed is not None:
        drawn = hands.do(review.draw_review, by=ALI).created
        yield Ack("review.draw_review", drawn)
    view = review.show_review(register, by=ALI)
    assert view is not None
    waiting = [item for item in view.items if item.outcome is None]
    for item in waiting[:MOST_DECIDED]:
        by = MAJ if item.who == ALI.name else ALI
        hands.do(review.decide_item, review=view.id, item=item.no, outcome=Outcome.ACCEPTABLE, by=by)
        yield Ack("review.decide_item", view.id)
    if len(waiting) <= MOST_DECIDED:
        register.set_signer(ALI.id, lambda message: hashlib.sha512(message).digest())
        hands.do(review.sign_review, review=view.id, by=ALI)
        yield Ack("review.sign_review", view.id)


def _backups(hands: Hands) -> Acks:
    register = hands.register
    id, kit = register.info.register_id, Kit(KEY, None, {}, register.path.parent / "backups")
    if hands.do(backups.back_up, kit=kit, why="asked", by=MAJ) is not None:
        yield Ack("backups.back_up", id)
    hands.do(backups.rehearse_restore, kit=kit, by=MAJ)
    yield Ack("backups.rehearse_restore", id)
    hands.do(backups.choose_places, kit=kit, places=(), by=MAJ)
    yield Ack("backups.choose_places", id)
    exported = hands.do(exports.export_readable, kit=kit, by=MAJ)
    yield Ack("exports.export_readable", id)
    assert exported is not None
    folder = register.path.parent / hands.some("opened")
    hands.do(exports.open_export, kit=kit, file=exported.files[0], folder=folder, by=MAJ)
    yield Ack("exports.open_export", id)
    contents = Contents(id, NOW, 2, 1, bytes(32), {})
    hands.do(backups.begin_epoch, name="register.age", contents=contents, left=None, by=MAJ)
    yield Ack("backups.begin_epoch", id)


def _erasure(hands: Hands) -> Acks:
    register = hands.register
    hands.do(erasure.record_office_facts, board=Board.SOCIAL, provider=Provider.MUNICIPAL, by=MAJ)
    yield Ack("erasure.record_office_facts", register.info.register_id)
    born, opened, phone = date(1990, 2, 6), date(2015, 3, 4), "070-174 06 13"
    long_ago = Intake(given=hands.some("Gallrad"), family="Fyllnad", born=born, opened=opened, phone=phone)
    with hands.later(days=-2800):  # the spring of 2019
        person = PersonId(hands.do(people.register_person, intake=long_ago, by=MAJ).created)
        yield Ack("people.register_person", person)
        hands.do(cases.close_case, person=person, closed=register.today(), by=MAJ)
        yield Ack("cases.close_case", person)
        hands.do(erasure.record_retention_facts, person=person, facts=NOTHING, by=MAJ)
        yield Ack("erasure.record_retention_facts", person)
    lists = [hands.do(erasure.propose_erasure, people=[person], by=MAJ).created]
    yield Ack("erasure.propose_erasure", lists[-1])
    hands.do(erasure.restore_file, person=person, by=MAJ)
    yield Ack("erasure.restore_file", person)
    lists.append(hands.do(erasure.propose_erasure, people=[person], by=MAJ).created)
    hands.do(erasure.withdraw_erasure, list_id=lists[-1], by=MAJ)
    yield Ack("erasure.withdraw_erasure", lists[-1])
    lists.append(hands.do(erasure.propose_erasure, people=[person], by=MAJ).created)
    hands.do(erasure.approve_erasure, list_id=lists[-1], by=ALI)
    yield Ack("erasure.approve_erasure", lists[-1])
    with hands.later(days=31):
        hands.do(erasure.carry_out_erasure, list_id=lists[-1], by=MAJ)
        yield Ack("erasure.carry_out_erasure", lists[-1])


def _protection(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    ring = Ring(MAJ)
    hands.register.compartments.keyring = ring
    both, mark = [MAJ.id, ALI.id], ProtectionKind.SECRECY_MARK
    hands.do(protection.protect, person=person, kind=mark, readers=both, by=MAJ)
    yield Ack("protection.protect", person)
    hands.do(protection.reveal, person=person, reason="möte", by=MAJ)
    yield Ack("protection.reveal", person)
    hands.do(protection.propose_readers, person=person, readers=both, by=MAJ)
    yield Ack("protection.propose_readers", person)
    ring.user = ALI
    hands.do(protection.confirm_readers, person=person, by=ALI)
    yield Ack("protection.confirm_readers", person)
    hands.do(protection.reveal, person=person, reason="möte", by=ALI)
    hands.do(protection.unprotect, person=person, reason="inte längre", by=ALI)
    yield Ack("protection.unprotect", person)


def _walls(hands: Hands) -> Acks:
    """One who could read has gone: a new key; then sheets name another."""
    person = a_person(hands)
    yield Ack("people.register_person", person)
    ring = Ring(MAJ)
    hands.register.compartments.keyring = ring
    both, mark = [MAJ.id, ALI.id], ProtectionKind.SECRECY_MARK
    hands.do(protection.protect, person=person, kind=mark, readers=both, by=MAJ)
    yield Ack("protection.protect", person)
    ring.user = ALI
    ring.leave(MAJ)
    hands.do(protection.renew_compartments, by=ALI)
    yield Ack("protection.renew_compartments", person)
    ring.user, held = MAJ, {name: key for name, (key, _) in ring.keys.items()}
    why = "Den andra har slutat"
    hands.do(protection.name_readers_by_sheets, person=person, held=held, readers=both, reason=why, by=MAJ)
    yield Ack("protection.name_readers_by_sheets", person)


ERRANDS: dict[Callable[[Hands], Acks], int] = {
    _rights: 3,
    _review: 3,
    _backups: 1,
    _erasure: 2,
    _protection: 2,
    _walls: 2,
}
LOGGED = {
    "access.employ": "staff.employed",
    "access.assign": "case.assigned",
    "access.release": "case.released",
    "access.open_in_need": "access.opened_in_need",
    "access.see_look_in_need": "access.look_seen",
    "cases.close_case": "case.closed",
    "cases.reopen_case": "case.reopened",
    "notice.acknowledge_notice": "notice.acknowledged",
    "review.draw_review": "review.drawn",
    "review.decide_item": "review.decided",
    "review.sign_review": "review.signed",
    "review.declare_close": "review.close_declared",
    "review.withdraw_close": "review.close_withdrawn",
    "backups.back_up": "backup.made",
    "backups.rehearse_restore": "backup.rehearsed",
    "backups.choose_places": "backup.places_chosen",
    "exports.export_readable": "backup.exported",
    "exports.open_export": "backup.export_opened",
    "backups.begin_epoch": "backup.restored",
    "erasure.record_office_facts": "erasure.office_recorded",
    "erasure.record_retention_facts": "erasure.facts_recorded",
    "erasure.propose_erasure": "erasure.proposed",
    "erasure.restore_file": "erasure.restored",
    "erasure.withdraw_erasure": "erasure.withdrawn",
    "erasure.approve_erasure": "erasure.approved",
    "erasure.carry_out_erasure": "erasure.carried_out",
    "protection.protect": "protection.begun",
    "protection.reveal": "protection.revealed",
    "protection.propose_readers": "protection.readers_proposed",
    "protection.confirm_readers": "protection.readers_changed",
    "protection.name_readers_by_sheets": "protection.readers_by_sheets",
    "protection.renew_compartments": "protection.renewed",
    "protection.unprotect": "protection.ended",
}
