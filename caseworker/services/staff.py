"""Colleagues: let in by somebody who works here, kept with the keys that were compared, and let go.

The keys themselves are handed over in the vault by whoever calls these; the register says who may use them.
"""

from collections.abc import Mapping
from datetime import date

import uuid_utils

from caseworker.domain.access import Employment, Role, User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.ids import StaffId
from caseworker.domain.staff import CaseLeft, Colleague, StaffRow
from caseworker.errors import Refused
from caseworker.services._settings import OFFICE
from caseworker.services.registry import service
from caseworker.store import access, members, rekey
from caseworker.store.register import Register


@service(needs="staff.read", record="register", retention="register", writes=False)
def read_staff(register: Register, *, by: User) -> tuple[StaffRow, ...]:
    """Return everybody who was ever let in, with roles, also those who have left."""
    with register.read() as reader:
        return members.all_staff(reader.connection)


@service(needs="staff.approve", record="register", retention="register", fresh=True)
def approve_colleague(register: Register, *, colleague: Colleague, until: date | None = None, by: User) -> Changes:
    """Let a colleague into the register with these roles and exactly the keys that were compared.

    ``until`` is her last day, when it is known. Raises ``Refused("staff.no_role")``: without one she could do nothing;
    ``Refused("access.locum_needs_end" | "period.backwards")``.
    """
    if not colleague.roles:
        raise Refused("staff.no_role")
    if Role.LOCUM in colleague.roles and until is None:
        raise Refused("access.locum_needs_end")
    today = register.today()
    if until is not None and until < today:
        raise Refused("period.backwards", begins=today, ends=until)
    with register.change(by=by) as tx:
        tx.put_staff(User(colleague.id, colleague.name, colleague.roles))
        tx.put_setting(colleague.id, members.KEYS, colleague.key_id)
        if until is not None:
            work = Employment(register.info.unit, today, until)
            access.put_employment(tx.connection, str(uuid_utils.uuid7()), colleague.id, work)
        said = {"roles": colleague.roles, "keys": colleague.key_id, "until": until}
        tx.note(Event("staff.approved", colleague.id, said))
        return tx.commit()


@service(needs="own.keys", record="register", retention="register")
def enter_by_sheets(register: Register, *, colleague: Colleague, by: User) -> Changes:
    """Let somebody in whom two recovery sheets stand for; the log says that nobody approved her.

    Raises ``Refused("staff.known")`` for somebody who works here: her roles stay what they are.
    """
    with register.change(by=by) as tx:
        if any(row.id == colleague.id and row.active for row in members.all_staff(tx.connection)):
            raise Refused("staff.known")
        tx.put_staff(User(colleague.id, colleague.name, colleague.roles))
        tx.put_setting(colleague.id, members.KEYS, colleague.key_id)
        tx.note(Event("staff.entered_by_sheets", colleague.id, {"roles": colleague.roles, "keys": colleague.key_id}))
        return tx.commit()


@service(needs="own.keys", record="register", retention="register")
def keep_known_keys(register: Register, *, own: str, recovery: str, by: User) -> Changes | None:
    """Remember which keys the caller opened the register with, and recovery's; None when they are known already."""
    with register.read() as reader:
        known = members.known_keys(reader.connection)
    if known.get(by.id) == own and known.get(members.RECOVERY) == recovery:
        return None
    with register.change(by=by) as tx:
        tx.put_setting(by.id, members.KEYS, own)
        if members.RECOVERY not in known:  # a recovery key that was exchanged is not taken for the old one
            tx.put_setting(OFFICE, members.RECOVERY_KEYS, recovery)
        tx.note(Event("staff.keys_kept", by.id, {"keys": own}))
        return tx.commit()


@service(needs="own.keys", record="register", retention="register", writes=False)
def read_known_keys(register: Register, *, by: User) -> Mapping[str, str]:
    """Return what stands for the keys the register has seen: by member of staff, and under "recovery" that key's."""
    with register.read() as reader:
        return members.known_keys(reader.connection)


@service(needs="staff.end", record="register", retention="register", writes=False)
def read_left_cases(register: Register, *, colleague: StaffId, by: User) -> tuple[CaseLeft, ...]:
    """Return the running assignments of a colleague: who takes them over is for people to decide."""
    with register.read() as reader:
        return members.left_cases(reader.connection, colleague, register.today())


@service(needs="staff.end", record="register", retention="register")
def end_colleague(register: Register, *, colleague: StaffId, by: User) -> Changes:
    """Let a colleague go: from now on the register knows her as somebody who has worked here.

    Raises ``Refused("staff.not_here" | "staff.not_oneself")``.
    """
    if colleague == by.id:
        raise Refused("staff.not_oneself")
    with register.change(by=by) as tx:
        if not members.let_go(tx.connection, colleague):
            raise Refused("staff.not_here")
        tx.note(Event("staff.ended", colleague, {}))
        return tx.commit()


@service(needs="register.rekey", record="register", retention="register")
def begin_new_keys(register: Register, *, by: User) -> Changes:
    """Say in the log that the register gets a new key, and keep the log's own keys so that its chain goes on."""
    with register.change(by=by) as tx:
        rekey.keep_log_keys(tx.connection, register.integrity_keys)
        tx.note(Event("register.rekey_begun", register.info.register_id, {}))
        return tx.commit()
