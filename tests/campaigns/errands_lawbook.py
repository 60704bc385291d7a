"""What an administrator does with the lawbook: rules of the municipality, who is responsible, keys, a signed update."""

from collections.abc import Callable
from datetime import date, timedelta

from caseworker import lawbook_update, wire
from caseworker.domain.local_law import LocalKind
from caseworker.domain.rights import Answer
from caseworker.lawbook_files import shipped
from caseworker.services import law_local, law_updates
from caseworker.services.law_local import EnteredRule
from tests.campaigns.hands import Ack, Acks, Hands
from tests.services.conftest import MAJ

ONE_DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)


def _own_rules(hands: Hands) -> Acks:
    rules = law_local.list_local_rules(hands.register, by=MAJ)
    begins = max((one.ends or FIRST for one in rules), default=FIRST) + ONE_DAY
    entered = EnteredRule(
        LocalKind.RIGHT, "sfi", ("NY-FLY",), "2010:800 29:2", "Ett beslut.", begins, begins + ONE_DAY, Answer.YES, "Ja."
    )
    made = hands.do(law_local.add_local_rule, entered=entered, by=MAJ).created
    yield Ack("law_local.add_local_rule", made)
    hands.do(law_local.end_local_rule, rule=made, last_day=begins, reason="Upphävt.", by=MAJ)
    yield Ack("law_local.end_local_rule", made)
    area = law_local.list_responsible(hands.register, by=MAJ)[0]
    since = max((one.begins for one in area.history), default=FIRST) + ONE_DAY
    hands.do(
        law_local.set_responsible, area=area.area, actor="", name="Enheten", contact="018-000", begins=since, by=MAJ
    )
    yield Ack("law_local.set_responsible", area.area)
    hands.do(law_local.end_responsible, area=area.area, last_day=since, by=MAJ)
    yield Ack("law_local.end_responsible", area.area)


def _new_lawbook(hands: Hands) -> Acks:
    private = hands.chance.randbytes(32)
    key = wire.public_key(private)
    kid = hands.do(law_updates.trust_key, key=key.hex(), name="Länsstyrelsen", by=MAJ).created
    yield Ack("law_updates.trust_key", kid)
    now = law_updates.show_lawbook(hands.register, by=MAJ).version
    later = (max(date.fromisoformat(now[:10]), date(2040, 1, 1)) + ONE_DAY).isoformat()
    hands.do(law_updates.apply_update, update=_signed(later, private), by=MAJ)
    yield Ack("law_updates.apply_update", later)
    hands.do(law_updates.end_key, kid=kid, by=MAJ)
    yield Ack("law_updates.end_key", kid)


def _signed(version: str, private: bytes) -> bytes:
    files = {**shipped().texts, "version.toml": f'version = "{version}"\n'}
    return lawbook_update.pack(files, follows=shipped().version, private=private)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_own_rules: 2, _new_lawbook: 1}
LOGGED = {
    "law_local.add_local_rule": "law.local_added",
    "law_local.end_local_rule": "law.local_ended",
    "law_local.set_responsible": "law.responsible_set",
    "law_local.end_responsible": "law.responsible_ended",
    "law_updates.trust_key": "law.key_trusted",
    "law_updates.end_key": "law.key_ended",
    "law_updates.apply_update": "law.updated",
}
TOGETHER = {
    "the rules of the municipality and the log": (
        "SELECT count(*) FROM law_local",
        "SELECT count(*) FROM audit WHERE action = 'law.local_added'",
    ),
    "the versions read in and the log": (
        "SELECT count(*) FROM law_versions WHERE kid <> ''",
        "SELECT count(*) FROM audit WHERE action = 'law.updated'",
    ),
}
