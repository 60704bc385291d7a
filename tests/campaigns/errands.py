# ruff: noqa: S608 - the queries are put together of fixed words only
"""What a caseworker does with every service that writes: errands, of which each tells what has been answered.

The campaigns that kill, fill the disk and let several write at once do them in random order. A service without an
errand fails ``test_errands.py``: add it to an errand here, say under ``LOGGED`` which row of the log shows that
it happened (or under ``KEPT`` what else does), and under ``TOGETHER`` what it writes in the same transaction.
"""

from collections.abc import Callable
from datetime import date

from caseworker.domain.access import User
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import InterventionId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.letter_merge import MergeChoice
from caseworker.domain.person import Sex
from caseworker.domain.staff import Colleague
from caseworker.services import (
    client_view,
    counts,
    drafts,
    interventions,
    letter_batch,
    letter_log,
    letterhead,
    letters,
    people,
    preferences,
    staff,
    status,
    trust,
)
from caseworker.store.findings import Finding
from caseworker.store.integrity import ROLLED_BACK
from caseworker.store.register import Register
from tests.campaigns import (
    errands_agenda,
    errands_documents,
    errands_household,
    errands_identity,
    errands_import,
    errands_interventions,
    errands_journey,
    errands_law,
    errands_lawbook,
    errands_letters,
    errands_links,
    errands_lists,
    errands_notes,
    errands_plan,
    errands_trust,
    errands_undo,
)
from tests.campaigns.hands import Ack, Acks, Hands, a_person, name_of
from tests.exchange.hostile_papers import picture
from tests.services.conftest import MAJ

MOST_RELEASES = 24


def _new_person(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    today = hands.register.today()
    number = EnteredNumber("dossier", hands.made_up_number())
    hands.do(people.add_number, person=person, number=number, begins=today, by=MAJ)
    yield Ack("people.add_number", person)
    hands.do(people.add_contact, person=person, kind=ContactKind.PHONE, value="070-174 06 12", by=MAJ)
    yield Ack("people.add_contact", person)
    address = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
    hands.do(people.move_to_address, person=person, address=address, begins=today, by=MAJ)
    yield Ack("people.move_to_address", person)
    hands.do(status.record_status, person=person, status=EnteredStatus("ASYL", today), by=MAJ)
    yield Ack("status.record_status", person)
    hands.do(status.record_settlement, person=person, code="anvisad", begins=today, by=MAJ)
    yield Ack("status.record_settlement", person)
    hands.do(status.record_accommodation, person=person, code="eget", begins=date(2026, 3, 1), by=MAJ)
    yield Ack("status.record_accommodation", person)


def _case_work(hands: Hands) -> Acks:
    person, today = a_person(hands), hands.register.today()
    yield Ack("people.register_person", person)
    course = interventions.EnteredIntervention("sfi-kurs")
    made = hands.do(interventions.add_intervention, person=person, entered=course, by=MAJ).created
    yield Ack("interventions.add_intervention", made)
    moved, decided = InterventionId(made), InterventionState.DECIDED
    hands.do(interventions.move_intervention, intervention=moved, state=decided, day=today, by=MAJ)
    yield Ack("interventions.move_intervention", made)


def _looking(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    number = EnteredNumber("lma", f"{hands.made_up_number()}/1")
    hands.do(people.add_number, person=person, number=number, begins=hands.register.today(), by=MAJ)
    yield Ack("people.add_number", person)
    file = hands.do(people.open_file, person=person, by=MAJ)
    yield Ack("people.open_file", person)
    hands.do(people.reveal_number, person=person, type="lma", by=MAJ)
    yield Ack("people.reveal_number", person)
    right = Intake(given=hands.some("Rättad"), family="Fyllnad", sex=Sex.WOMAN)
    hands.do(people.correct_person, person=person, version=file.version, intake=right, by=MAJ)
    yield Ack("people.correct_person", person)
    hands.do(letters.issue_letter, person=person, sheet="valkommen", language="sv", how="saved", by=MAJ)
    yield Ack("letters.issue_letter", person)
    orders = [letters.LetterOrder(person, "valkommen", "ar")]
    hands.do(letters.issue_letters, orders=orders, how="printed", by=MAJ)
    yield Ack("letters.issue_letters", person)
    hands.do(letter_log.note_stopped, person=person, sheet="valkommen", came_out=1, by=MAJ)
    yield Ack("letter_log.note_stopped", person)
    chosen = MergeChoice(people=(person,))
    rows = letter_batch.plan_merge(hands.register, choice=chosen, sheet="valkommen", by=MAJ)
    hands.do(letter_batch.run_merge, rows=rows, sheet="valkommen", how="saved", take=lambda *_: True, by=MAJ)
    yield Ack("letter_batch.run_merge", hands.register.info.register_id)
    hands.do(client_view.open_client, person=person, language="ti", by=MAJ)
    yield Ack("client_view.open_client", person)
    hands.do(people.settle_search, text=right.given, hits=1, by=MAJ)
    yield Ack("people.settle_search", "")


def _draft(hands: Hands) -> Acks:
    kept, dropped = hands.some("kept"), hands.some("dropped")
    for key in (kept, dropped):
        hands.do(drafts.save_draft, kind="intake", key=key, fields={"given": "y" * 2000}, by=MAJ)
    yield Ack("drafts.save_draft", kept)
    hands.do(drafts.discard_draft, kind="intake", key=dropped, by=MAJ)
    yield Ack("drafts.discard_draft", dropped)


def _release(hands: Hands) -> Acks:
    waiting = [row for row in counts.list_releases(hands.register, by=MAJ) if row.state != "acked"]
    made = len(counts.list_releases(hands.register, by=MAJ))
    if made < MOST_RELEASES:
        period = f"{2026 - (made + 2) // 12}-{12 - (made + 2) % 12:02d}"  # October 2026 and backwards
        release = hands.do(counts.prepare_release, period=period, by=MAJ).created
        yield Ack("counts.prepare_release", release)
    if waiting:
        hands.do(counts.introduce_to_demo_centre, endpoint=hands.centre, by=MAJ)
        sent = hands.do(counts.send_release, period=waiting[-1].period, endpoint=hands.centre, by=MAJ)
        if sent.state == "acked":
            yield Ack("counts.send_release", sent.release_id)


def _office(hands: Hands) -> Acks:
    details = preferences.OfficeDetails(address=hands.some("Storgatan"), phone="08-1", email="a@example.se")
    hands.do(preferences.save_office_details, details=details, by=MAJ)
    yield Ack("preferences.save_office_details", MAJ.id)
    head = letterhead.OfficeLetterhead(phone="08-2", forwarding=hands.some("Box"))
    hands.do(letterhead.save_letterhead, head=head, by=MAJ)
    yield Ack("letterhead.save_letterhead", "")
    hands.do(letterhead.save_logo, content=picture("PNG"), by=MAJ)
    yield Ack("letterhead.save_logo", "")
    hands.do(letterhead.remove_logo, by=MAJ)
    yield Ack("letterhead.remove_logo", "")
    hands.do(preferences.save_endpoint, endpoint=hands.centre, by=MAJ)
    yield Ack("preferences.save_endpoint", "")


def _restored(hands: Hands) -> Acks:
    hands.register.stop_writing((Finding(ROLLED_BACK, seq=1),))
    hands.do(trust.accept_older_copy, by=MAJ)
    yield Ack("trust.accept_older_copy", hands.register.info.register_id)


def _colleagues(hands: Hands) -> Acks:
    for let_in in (staff.approve_colleague, staff.enter_by_sheets):
        new = Colleague(StaffId(hands.some("0192f0c0-")), "Li Strand", MAJ.roles, "ab" * 32)
        by = MAJ if let_in is staff.approve_colleague else User(new.id, new.name, new.roles)
        until = {"until": hands.register.today()} if by is MAJ else {}
        hands.do(let_in, colleague=new, by=by, **until)
        yield Ack(name_of(let_in), new.id)
    hands.do(staff.end_colleague, colleague=new.id, by=MAJ)
    yield Ack("staff.end_colleague", new.id)
    hands.do(staff.keep_known_keys, own=hands.some("own"), recovery="", by=MAJ)
    yield Ack("staff.keep_known_keys", MAJ.id)
    hands.do(staff.begin_new_keys, by=MAJ)
    yield Ack("staff.begin_new_keys", hands.register.info.register_id)


ERRANDS: dict[Callable[[Hands], Acks], int] = {
    _new_person: 6,
    _case_work: 6,
    _looking: 4,
    _draft: 6,
    _release: 2,
    _office: 1,
    _restored: 1,
    **errands_trust.ERRANDS,
    **errands_undo.ERRANDS,
    **errands_notes.ERRANDS,
    **errands_law.ERRANDS,
    **errands_lawbook.ERRANDS,
    **errands_letters.ERRANDS,
    **errands_plan.ERRANDS,
    **errands_journey.ERRANDS,
    **errands_links.ERRANDS,
    **errands_household.ERRANDS,
    **errands_agenda.ERRANDS,
    **errands_identity.ERRANDS,
    **errands_lists.ERRANDS,
    **errands_import.ERRANDS,
    **errands_interventions.ERRANDS,
    **errands_documents.ERRANDS,
    _colleagues: 1,
}

# The row of the log that shows that a service has happened; its subject is the id that is acknowledged
LOGGED = {
    "staff.approve_colleague": "staff.approved",
    "staff.enter_by_sheets": "staff.entered_by_sheets",
    "staff.end_colleague": "staff.ended",
    "staff.keep_known_keys": "staff.keys_kept",
    "staff.begin_new_keys": "register.rekey_begun",
    "people.register_person": "person.registered",
    "people.add_number": "identifier.added",
    "people.add_contact": "contact.added",
    "people.move_to_address": "address.added",
    "people.open_file": "case.opened",
    "people.reveal_number": "identifier.revealed",
    "people.correct_person": "person.corrected",
    "people.settle_search": "search.settled",
    "letters.issue_letter": "letter.saved",
    "letters.issue_letters": "letter.printed",
    "letter_log.note_stopped": "letter.stopped",
    "letter_batch.run_merge": "letters.merged",
    "client_view.open_client": "client.shown",
    "status.record_status": "status.recorded",
    "status.record_settlement": "settlement.recorded",
    "status.record_accommodation": "accommodation.recorded",
    "counts.prepare_release": "release.made",
    "counts.send_release": "release.sent",
    "preferences.save_endpoint": "centre.address_kept",
    "letterhead.save_letterhead": "letterhead.kept",
    "letterhead.save_logo": "letterhead.logo_kept",
    "letterhead.remove_logo": "letterhead.logo_removed",
    "trust.accept_older_copy": "register.rollback_accepted",
    **errands_trust.LOGGED,
    **errands_undo.LOGGED,
    **errands_notes.LOGGED,
    **errands_law.LOGGED,
    **errands_lawbook.LOGGED,
    **errands_letters.LOGGED,
    **errands_plan.LOGGED,
    **errands_journey.LOGGED,
    **errands_links.LOGGED,
    **errands_household.LOGGED,
    **errands_agenda.LOGGED,
    **errands_identity.LOGGED,
    **errands_lists.LOGGED,
    **errands_import.LOGGED,
    **errands_documents.LOGGED,
}
# Where the log names another subject, or nothing: the ids that must be there
KEPT = {
    "interventions.add_intervention": "SELECT id FROM interventions",
    "interventions.move_intervention": "SELECT id FROM interventions WHERE state = 'decided'",
    **errands_agenda.KEPT,
    **errands_notes.KEPT,
    **errands_plan.KEPT,
    **errands_documents.KEPT,
    **errands_import.KEPT,
    **errands_interventions.KEPT,
    **errands_letters.KEPT,
    "drafts.save_draft": "SELECT key FROM drafts",
    "preferences.save_office_details": "SELECT staff_id FROM settings WHERE key = 'email' AND value = 'a@example.se'",
}
GONE = {
    "drafts.discard_draft": "SELECT key FROM drafts",
    **errands_notes.GONE,
    **errands_undo.GONE,
}  # the ids that must not be there any more
NOTHING_KEPT = {"counts.introduce_to_demo_centre"}  # writes at the centre only

_PEOPLE = "SELECT count(*) FROM people"
_ERASED = "(SELECT count(*) FROM erasures)"
_PROTECTED = "(SELECT count(*) FROM protections WHERE ends IS NULL)"
_QUARANTINED = (
    "(SELECT count(*) FROM erasure_items WHERE list_id IN (SELECT id FROM erasure_lists WHERE approved IS NOT NULL))"
)
_FROM_SHEET = "(SELECT count(*) FROM person_names WHERE given = 'Inläst')"


def _logged(action: str) -> str:
    return f"SELECT count(*) FROM audit WHERE action = '{action}'"


# What one service writes together: the numbers of a line differ only if a transaction was torn
TOGETHER = {
    **errands_import.TOGETHER,
    **errands_documents.TOGETHER,
    **errands_law.TOGETHER,
    **errands_lawbook.TOGETHER,
    **errands_letters.TOGETHER,
    **errands_plan.TOGETHER,
    **errands_links.TOGETHER,
    **errands_household.TOGETHER,
    **errands_agenda.TOGETHER,
    "a person and her case": (
        f"SELECT ({_PEOPLE}) + {_ERASED}",
        f"SELECT count(*) + {_ERASED} FROM cases",
        f"SELECT ({_logged('person.registered')}) - {errands_import.TAKEN_AWAY}",
    ),
    "a line in the lists": (
        f"SELECT ({_PEOPLE}) - {_QUARANTINED} - (SELECT count(*) FROM file_parts)",
        "SELECT count(*) FROM person_lines",
        "SELECT count(*) FROM search_words",
    ),
    "an assignment": (
        f"SELECT count(*) + {_ERASED} + ({_logged('case.released')}) FROM assignments",  # it ended the day it began
        f"SELECT count(*) - {errands_import.TAKEN_AWAY} FROM audit "
        "WHERE action IN ('person.registered', 'case.assigned', 'case.reopened')",
    ),
    "a telephone": (
        f"SELECT count(*) + {_PROTECTED} FROM contacts",
        f"SELECT ({_PEOPLE}) - {_FROM_SHEET} + ({_logged('contact.added')}) "
        f"- ({_logged('undo.taken_back')}) + ({_logged('undo.done_again')})",  # nothing else is taken back in errands
    ),
    "a list of files to erase": ("SELECT count(*) FROM erasure_lists", _logged("erasure.proposed")),
    "a protection": ("SELECT count(*) FROM protections", _logged("protection.begun")),
    "a look in need": (
        "SELECT count(*) FROM looks_in_need",
        "SELECT count(*) FROM audit WHERE action IN ('access.opened_in_need', 'protection.readers_by_sheets')",
    ),
    "a review": ("SELECT count(*) FROM reviews", _logged("review.drawn")),
    "a signed review": ("SELECT count(*) FROM reviews WHERE signed IS NOT NULL", _logged("review.signed")),
    "a number": ("SELECT count(*) FROM identifiers", _logged("identifier.added")),
    "an address": ("SELECT count(*) FROM addresses", _logged("address.added")),
    "a status": ("SELECT count(*) FROM statuses", _logged("status.recorded")),
    "a settlement": ("SELECT count(*) FROM settlements", _logged("settlement.recorded")),
    "an accommodation": ("SELECT count(*) FROM accommodations", _logged("accommodation.recorded")),
    "a correction": (
        "SELECT count(*) FROM person_names WHERE given LIKE 'Rättad%'",
        "SELECT count(*) FROM person_lines WHERE name LIKE 'Rättad%'",
        _logged("person.corrected"),
    ),
    "an intervention": ("SELECT count(*) FROM interventions", _logged("intervention.added")),
    "a decision": (
        "SELECT count(*) FROM interventions WHERE state = 'decided'",
        _logged("intervention.moved"),
    ),
    **errands_notes.TOGETHER,
    **errands_interventions.TOGETHER,
    "a release": ("SELECT count(*) FROM releases", "SELECT count(*) FROM outbox", _logged("release.made")),
    "a receipt": ("SELECT count(*) FROM receipts", "SELECT count(*) FROM outbox WHERE state = 'acked'"),
    "an audit row": (
        "SELECT count(*) - (SELECT count(*) FROM sealed_fields WHERE field = 'payload') FROM audit",
        "SELECT count(*) + (SELECT count(*) FROM audit WHERE action = 'audit.payload_erased') FROM audit_payloads",
    ),
}


def lost(register: Register, acked: set[Ack]) -> list[str]:
    """Return what was acknowledged and is not there, and what is there by half; nothing of it when all is well."""
    found = []
    with register.raw_connection() as connection:

        def ids(query: str, *values: str) -> set[str]:
            return set(connection.exec_driver_sql(query, values).scalars())

        for service in {ack.service for ack in acked}:
            told = {ack.id for ack in acked if ack.service == service}
            if service in GONE:
                missing = told & ids(GONE[service])
            elif service in KEPT:
                missing = told - ids(KEPT[service])
            else:
                missing = told - ids("SELECT subject FROM audit WHERE action = ?", LOGGED[service])
            if missing:
                found.append(f"{len(missing)} of {len(told)} acknowledged {service}")
        for whole, queries in TOGETHER.items():
            numbers = [connection.exec_driver_sql(query).scalar_one() for query in queries]
            if len(set(numbers)) != 1:
                found.append(f"{whole} by half: {numbers}")
    return found


def all_done(hands: Hands) -> set[str]:
    """Do every errand until every service it can do has been done, and return the names of these services."""
    for errand in (*ERRANDS, _release):  # a release that was made is sent the second time
        for _ack in errand(hands):
            pass
    return hands.done
