"""Errands of files that are linked and taken apart; part of ``errands.py``."""

from collections.abc import Callable

from caseworker.domain.links import LinkGround, SplitGround
from caseworker.domain.pairs import PairDecision
from caseworker.services import linking, pairs
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _linking(hands: Hands) -> Acks:
    one = a_person(hands)
    yield Ack("people.register_person", one)
    other = a_person(hands)
    yield Ack("people.register_person", other)
    hands.do(linking.link_people, person=one, other=other, ground=LinkGround.COMPARED, by=MAJ)
    yield Ack("linking.link_people", one)
    hands.do(linking.written_since, person=one, by=MAJ)  # both have an open case: hers has the earlier number
    yield Ack("linking.written_since", one)
    hands.do(linking.unlink, person=one, ground=SplitGround.OTHER_PERSON, by=MAJ)
    yield Ack("linking.unlink", one)


def _pairs(hands: Hands) -> Acks:
    hands.do(pairs.find_pairs, wanted=lambda: True, by=MAJ)  # once a day
    yield Ack("pairs.find_pairs", "")
    one = a_person(hands)
    yield Ack("people.register_person", one)
    other = a_person(hands)
    yield Ack("people.register_person", other)
    hands.do(pairs.compare_people, person=one, other=other, by=MAJ)
    yield Ack("pairs.compare_people", one)
    hands.do(pairs.judge_pair, person=one, other=other, decision=PairDecision.DIFFERENT, by=MAJ)
    yield Ack("pairs.judge_pair", other)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_linking: 1, _pairs: 1}
LOGGED = {
    "linking.link_people": "person.linked",
    "linking.written_since": "person.link_looked",
    "linking.unlink": "person.unlinked",
    "pairs.find_pairs": "pairs.looked_for",
    "pairs.compare_people": "pair.looked",
    "pairs.judge_pair": "pair.judged",
}
TOGETHER = {
    "a pair that was judged": (
        "SELECT 2 * count(*) FROM pairs WHERE decision <> ''",
        "SELECT count(*) FROM audit WHERE action = 'pair.judged'",
    ),
    "a link": (
        "SELECT 2 * count(*) FROM person_links",
        "SELECT count(*) FROM audit WHERE action = 'person.linked'",
    ),
    "a line for two files": (
        "SELECT count(*) FROM file_parts",
        "SELECT count(*) FROM person_links WHERE ends IS NULL",
    ),
}
