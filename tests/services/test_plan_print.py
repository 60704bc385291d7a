"""The plan on paper: in a language or Swedish alone, logged, never a protected person's, never past a warning."""

from datetime import date

import pytest

from caseworker.domain.household import EnteredNoContact
from caseworker.domain.ids import PersonId
from caseworker.domain.plan import Approval, EnteredPlan, EnteredSubGoal
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import CaseworkerError
from caseworker.letters import preview
from caseworker.services import household, interventions, letter_texts, people, plan, plan_print, protection, records
from caseworker.services.letter_texts import PLAN
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.test_letters import text_of
from tests.services.test_protection import ALI, Ring

GOAL = EnteredPlan("Arbeta", (EnteredSubGoal("Sfi D", date(2027, 6, 11)),))


@pytest.fixture
def samira(register: Register) -> PersonId:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    interventions.add_intervention(
        register, person=person, entered=interventions.EnteredIntervention("sfi-kurs"), by=MAJ
    )
    return person


def printed(
    register: Register, person: PersonId, language: str = "ar", *, dots: int = 20, despite: bool = False
) -> int:
    """Return the number of pages, or how it was refused: the number is never 0."""
    return len(
        plan_print.print_plan(register, person=person, language=language, dots_per_inch=dots, despite=despite, by=MAJ)
    )


def refused(register: Register, person: PersonId, language: str = "ar") -> str:
    with pytest.raises(CaseworkerError) as fault:
        printed(register, person, language)
    return fault.value.code


def bodies(register: Register) -> list[bytes]:
    with register.read() as reader:
        return list(
            reader.connection.exec_driver_sql(
                "SELECT p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq "
                "WHERE a.action = 'plan.printed' ORDER BY a.seq"
            ).scalars()
        )


def test_the_draft_then_what_holds_is_printed_and_logged(register: Register, samira: PersonId) -> None:
    assert refused(register, samira) == "plan.none"
    plan.draft_plan(register, person=samira, entered=GOAL, by=MAJ)
    assert refused(register, samira, "xx") == "letter.unknown_language"
    assert printed(register, samira, dots=-5) == 1
    plan.approve_plan(register, person=samira, day=NOW.date(), how=Approval.MEETING, by=MAJ)
    assert printed(register, samira, "sv") == 1
    first, second = bodies(register)
    assert b'"ar"' in first
    assert b'"sv"' in second
    assert "plan.printed" in records.HANDED_OUT


def test_the_plan_says_how_sure_its_words_are_and_follows_the_policy(
    register: Register, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.draft_plan(register, person=samira, entered=GOAL, by=MAJ)
    pdfs: list[bytes] = []
    draw = preview.page_images
    monkeypatch.setattr(preview, "page_images", lambda pdf, scale: (pdfs.append(pdf), draw(pdf, scale=scale))[1])

    def told(language: str = "en") -> str:
        printed(register, samira, language)
        return " ".join(text_of(pdfs[-1]).split())

    def allowed() -> bool:
        return plan_print.list_plan_languages(register, by=MAJ)["en"].allowed

    reading = {"sheet": PLAN, "language": "en"}
    letter_texts.change_text(register, **reading, source="Din plan", text="The plan of yours", reason="x", by=MAJ)
    letter_texts.change_text(register, **reading, source="Sfi-kurs", text="Swedish class", reason="x", by=MAJ)
    for words in ("The plan of yours", "Swedish class", "är ett utkast", "inte granskat"):
        assert words in told()
    assert "utkast" not in told("sv")
    letter_texts.block_drafts(register, block=True, by=MAJ)
    assert not allowed()
    assert refused(register, samira, "en") == "plan.not_approved"
    assert printed(register, samira, "sv")
    letter_texts.block_drafts(register, block=False, by=MAJ)
    state = letter_texts.read_sheet_texts(register, **reading, by=MAJ).state
    assert state is not None
    read = reading | {"version": state.version}
    letter_texts.record_review(register, **read, name="Ann B.", day=NOW.date(), by=MAJ)
    assert f"har granskat översättningen {NOW.date()}" in told()
    assert "utkast" not in told()
    letter_texts.approve_sheet(register, **read, by=MAJ)
    assert "granskat" not in told()
    letter_texts.block_drafts(register, block=True, by=MAJ)
    assert allowed()
    assert printed(register, samira, "en")
    assert b'"approved"' in bodies(register)[-1]


def test_somebody_who_must_not_be_told_is_answered_first(register: Register, samira: PersonId) -> None:
    plan.draft_plan(register, person=samira, entered=GOAL, by=MAJ)
    household.record_no_contact(register, person=samira, entered=EnteredNoContact(name="Karim H."), by=MAJ)
    assert refused(register, samira) == "letter.no_contact"
    assert bodies(register) == []
    assert printed(register, samira, despite=True) == 1
    assert b"despite" in bodies(register)[0]


def test_a_protected_plan_is_never_printed(register: Register, samira: PersonId) -> None:
    plan.draft_plan(register, person=samira, entered=GOAL, by=MAJ)
    printed(register, samira)
    register.compartments.keyring = Ring(MAJ)
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    done = protection.protect(
        register, person=samira, kind=ProtectionKind.SECRECY_MARK, readers=[MAJ.id, ALI.id], by=MAJ
    )
    assert done.leftovers[0].what == "printed", "the paper cannot be recalled and is told of"
    for _ in range(2):
        assert refused(register, samira) == "plan.protected"
        protection.reveal(register, person=samira, reason="Möte om planen", by=MAJ)
