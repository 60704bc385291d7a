"""What every member of staff is told before she opens the register: that all looks are logged and reviewed."""

from dataclasses import dataclass
from datetime import datetime

from caseworker import logrules
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.errors import Refused
from caseworker.services.registry import service
from caseworker.store import reviews
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The notice in both languages, and when the caller confirmed this version, None when she has not."""

    version: int
    sv: tuple[str, ...]
    en: tuple[str, ...]
    kept_sv: str
    kept_en: str
    acknowledged: datetime | None


@service(needs="own.settings", record="none", retention="register", writes=False)
def read_notice(register: Register, *, by: User) -> NoticeView:
    """Return what staff are told, and whether the caller has confirmed it."""
    rules = logrules.load()
    notice, kept = rules.notice, rules.kept_for(register.today())
    with register.read() as reader:
        confirmed = reviews.acknowledged(reader.connection, by.id, notice.version)
    return NoticeView(notice.version, notice.sv, notice.en, kept.sv, kept.en, confirmed)


@service(needs="own.settings", record="register", retention="register")
def acknowledge_notice(register: Register, *, version: int, by: User) -> Changes:
    """Keep and log that the caller has read this version of the notice.

    Raises ``Refused("notice.other_version")`` when another version is in force.
    """
    if version != logrules.load().notice.version:
        raise Refused("notice.other_version")
    with register.change(by=by) as tx:
        reviews.keep_acknowledged(tx.connection, by.id, version, tx.at)
        tx.note(Event("notice.acknowledged", by.id, {"version": version}))
        return tx.commit()
