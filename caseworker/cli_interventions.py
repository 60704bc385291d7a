"""The terminal's commands about interventions (insatser) and the plan."""

from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import codes, terminal
from caseworker.domain.ids import InterventionId, PersonId
from caseworker.errors import Refused, UsageFault
from caseworker.terminal import LANGUAGE, Call, PersonArgument, _, with_shared_options

if TYPE_CHECKING:
    from caseworker.domain.intervention import InterventionState
    from caseworker.domain.plan import PlanRow, PlanSheet
    from caseworker.domain.rows import InterventionRow

app = typer.Typer(no_args_is_help=True, help="Insatser: lägga till, lista, flytta, pricka av underlag.")
plan_app = typer.Typer(no_args_is_help=True, help="Planen: mål, delmål och vad som ändrades sedan sist.")
InterventionArgument = Annotated[str, typer.Argument(help="Insatsens id.", show_default=False)]


@app.command("add")
@with_shared_options
def add(
    call: Call,
    person: Annotated[str, typer.Option(help="Personens id.")],
    type: Annotated[str, typer.Option(help="Insats, till exempel sfi-kurs.")],
    actor: Annotated[str, typer.Option(help="Aktör, annars den vanliga för insatsen.")] = "",
    state: Annotated[str, typer.Option(help="Läge, till exempel proposed eller ongoing.")] = "proposed",
    begins: Annotated[str, typer.Option("--from", help="Första dag.")] = "",
    ends: Annotated[str, typer.Option("--to", help="Sista dag.")] = "",
) -> None:
    """Lägg till en insats."""
    from caseworker.services import interventions

    entered = interventions.EnteredIntervention(
        type=type, actor=actor, state=_state(state), begins=terminal.day(begins), ends=terminal.day(ends)
    )
    with call.session() as opened:
        changes = interventions.add_intervention(
            opened.register, person=PersonId(person), entered=entered, by=opened.user
        )
    call.say(_("Saved."), {"id": changes.created, "person": person})


@app.command("list")
@with_shared_options
def show(call: Call, person: PersonArgument) -> None:
    """Lista insatserna i en akt. Akten öppnas, och det loggas."""
    from caseworker.services import people

    with call.session() as opened:
        rows = people.open_file(opened.register, person=PersonId(person), by=opened.user).interventions
    lines = [_in_words(row) for row in rows]
    call.say("\n".join(lines) or _("No interventions."), {"interventions": [terminal.facts(row) for row in rows]})


@app.command("move")
@with_shared_options
def move(
    call: Call,
    intervention: InterventionArgument,
    state: Annotated[str, typer.Option("--to", help="Nytt läge, till exempel ongoing.", show_default=False)],
    on: Annotated[str, typer.Option(help="Dagen, annars i dag.")] = "",
    why: Annotated[str, typer.Option(help="Varför, eller vad det blev av insatsen.")] = "",
    outcome: Annotated[str, typer.Option(help="Utfallets kod när insatsen avslutas.")] = "",
    scale: Annotated[int | None, typer.Option(help="1–5, när insatsen avslutas.")] = None,
) -> None:
    """Flytta en insats till nästa läge."""
    from caseworker.services import interventions

    wanted, day = _state(state), terminal.day(on)
    with call.session() as opened:
        interventions.move_intervention(
            opened.register,
            intervention=InterventionId(intervention),
            state=wanted,
            day=day or opened.register.today(),
            outcome=why,
            outcome_code=outcome,
            scale=scale,
            by=opened.user,
        )
    call.say(_("Saved."), {"id": intervention, "state": wanted})


@app.command("evidence")
@with_shared_options
def evidence(
    call: Call,
    intervention: InterventionArgument,
    seen: Annotated[list[str] | None, typer.Option(help="Underlag som har setts, kan upprepas.")] = None,
    unseen: Annotated[list[str] | None, typer.Option(help="Underlag att ta bort, kan upprepas.")] = None,
    on: Annotated[str, typer.Option(help="Dagen det sågs, annars i dag.")] = "",
) -> None:
    """Pricka av underlag för en insats."""
    from caseworker.services import interventions

    day = terminal.day(on)
    with call.session() as opened:
        interventions.mark_evidence(
            opened.register,
            intervention=InterventionId(intervention),
            day=day or opened.register.today(),
            seen=tuple(seen or ()),
            unseen=tuple(unseen or ()),
            by=opened.user,
        )
    call.say(_("Saved."), {"id": intervention, "seen": seen or [], "unseen": unseen or []})


@plan_app.command("show")
@with_shared_options
def plan(call: Call, person: PersonArgument) -> None:
    """Visa planen: utkastet om det finns ett, annars den som gäller. Akten öppnas, och det loggas."""
    from caseworker.services import plan as plans

    with call.session() as opened:
        sheet = plans.read_plan(opened.register, person=PersonId(person), by=opened.user)
    call.say(_plan_in_words(sheet), terminal.facts(sheet))


def _state(text: str) -> "InterventionState":
    from caseworker.domain.intervention import InterventionState

    if text not in set(InterventionState):
        raise UsageFault("intervention.unknown_state", state=text, known=", ".join(InterventionState))
    return InterventionState(text)


def _in_words(row: "InterventionRow") -> str:
    """Return an intervention in one line; one that the program did not bring is told by its code."""
    try:
        kind = codes.intervention_type(row.type)
        name = kind.sv if LANGUAGE == "sv" else kind.en
    except Refused:
        name = row.type
    days = f"{row.begins or ''} – {row.ends or ''}".strip(" –")
    return "  ".join(part for part in (row.id, f"{row.state:11}", name, row.detail, days) if part)


def _plan_in_words(sheet: "PlanSheet") -> str:
    if sheet.closed:
        return _("The details are protected. Open them in the window first.")
    shown = sheet.draft or sheet.current
    if shown is None:
        return _("There is no plan yet.")
    lines = [_title(shown, draft=sheet.draft is not None), f"  {shown.goal}"]
    for goal in shown.sub_goals:
        mark = "x" if goal.reached else " "
        lines.append(f"  [{mark}] {goal.text}  {goal.due or ''}".rstrip())
    if sheet.since is not None:
        lines.append(
            _("Changed since version {number}: {n}.").format(number=sheet.since.before, n=len(sheet.since.changes))
        )
    return "\n".join(lines)


def _title(shown: "PlanRow", *, draft: bool) -> str:
    if draft:
        return _("Draft of version {number}, begun {day}").format(number=shown.number, day=shown.begun)
    return _("Version {number}, approved {day}").format(number=shown.number, day=shown.approved)
