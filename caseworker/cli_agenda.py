"""The terminal's commands about what is to be done (Idag): the same list, the same services, the same log."""

from typing import TYPE_CHECKING, Annotated

import typer

from caseworker import roles, terminal
from caseworker.domain.ids import PersonId
from caseworker.domain.tasks import Filter
from caseworker.messages.mark import N_
from caseworker.terminal import LANGUAGE, Call, PersonArgument, _, with_shared_options

if TYPE_CHECKING:
    from caseworker.app import Session
    from caseworker.domain.waiting import Waiting, WaitingRow

app = typer.Typer(no_args_is_help=True, help="Idag: lista, klart, skjut upp, påminn.")
ThingArgument = Annotated[str, typer.Argument(help="Det som väntar, så som listan skriver det.", show_default=False)]


@app.command("list")
@with_shared_options
def show(
    call: Call,
    chosen: Annotated[Filter, typer.Option("--filter", help="Vilka rader.")] = Filter.ALL,
    most: Annotated[int, typer.Option(min=1, help="Flest rader i varje grupp.")] = 30,
) -> None:
    """Lista det som väntar, det som är sent först."""
    from caseworker.services import today

    with call.session() as opened:
        _work_out(opened)
        found = today.read_today(opened.register, chosen=chosen, most=most, by=opened.user)
    lines = [_in_words(row) for row in found.rows]
    if found.behind:
        lines.append(_("Not worked out for today yet: {n} people.").format(n=found.behind))
    facts = {"rows": [_facts(row) for row in found.rows], "put_off": found.put_off, "behind": found.behind}
    call.say("\n".join(lines) or _("Nothing waits."), facts)


@app.command("done")
@with_shared_options
def done(call: Call, person: PersonArgument, thing: ThingArgument) -> None:
    """Säg att något är klart i dag."""
    from caseworker.services import agenda

    with call.session() as opened:
        agenda.finish_task(opened.register, person=PersonId(person), thing=thing, by=opened.user)
    call.say(_("Saved."), {"person": person, "thing": thing, "done": True})


@app.command("later")
@with_shared_options
def later(
    call: Call,
    person: PersonArgument,
    thing: ThingArgument,
    until: Annotated[str, typer.Option(help="Dagen det kommer tillbaka.", show_default=False)],
) -> None:
    """Skjut upp något, aldrig längre än till den sista dagen."""
    from caseworker.services import agenda

    day = terminal.needed_day(until)
    with call.session() as opened:
        agenda.put_off(opened.register, person=PersonId(person), thing=thing, until=day, by=opened.user)
    call.say(_("Saved."), {"person": person, "thing": thing, "until": day})


@app.command("remind")
@with_shared_options
def remind(
    call: Call,
    person: PersonArgument,
    text: Annotated[str, typer.Argument(help="Vad du har lovat.", show_default=False)],
    on: Annotated[str, typer.Option(help="Dagen.", show_default=False)],
) -> None:
    """Skriv en egen påminnelse."""
    from caseworker.services import agenda

    day = terminal.needed_day(on)
    with call.session() as opened:
        made = agenda.add_reminder(opened.register, person=PersonId(person), day=day, text=text, by=opened.user)
    call.say(_("Saved."), {"id": made.created, "person": person})


def _work_out(opened: "Session") -> None:
    """Work out what is not of today, as the window does while its list is shown."""
    from caseworker.services import today

    if roles.load().reach(opened.user, "agenda.record") is not None:
        while today.refresh_duties(opened.register, by=opened.user):
            pass


def _facts(row: "WaitingRow") -> dict[str, object]:
    waiting, person = row.waiting, row.person
    return {
        "code": waiting.code,
        "due": waiting.due,
        "person": waiting.person,
        "case": "" if person is None else person.case_number,
        "thing": waiting.key,
        "loss": waiting.loss,
        **dict(waiting.params),
    }


def _in_words(row: "WaitingRow") -> str:
    waiting, person = row.waiting, row.person
    whom = "" if person is None else f"{person.case_number}  {person.name}".rstrip()
    due = _("no last day") if waiting.due is None else waiting.due.isoformat()
    parts = (due, whom, _what(waiting), waiting.person, f'"{waiting.key}"' if waiting.key else "")
    return "  ".join(part for part in parts if part)


def _what(waiting: "Waiting") -> str:
    told = dict(waiting.params)
    if waiting.code == "duty":
        from caseworker import law_words

        short = told["short" if LANGUAGE == "sv" else "short_en"]
        return " · ".join(part for part in (short, told["law"], law_words.doubt(told["certainty"], _)) if part)
    return " · ".join(part for part in (_(NAMES[waiting.code]), told.get("at", ""), told.get("text", "")) if part)


# every code that ``today`` can bring but a duty, which has words of its own
NAMES = {
    "reminder": N_("Reminder"),
    "visit": N_("Visit"),
    "interpreter": N_("An interpreter is to be booked"),
    "note.unsigned": N_("A note is to be signed"),
    "note.of_colleague": N_("A colleague is to sign a note"),
    "note.author_left": N_("A note of somebody who has left is not signed"),
    "look.unseen": N_("A look in need is to be seen"),
    "pairs.to_judge": N_("Pairs of files are to be judged"),
    "number.dormant": N_("A coordination number goes dormant"),
    "move.errand": N_("An errand after a move"),
    "move.errands": N_("Errands after a move"),
}
