"""The terminal's commands about the log: what staff are told, the review, and being close to somebody (jäv)."""

from pathlib import Path
from typing import Annotated

import typer

from caseworker import terminal
from caseworker.errors import UsageFault
from caseworker.terminal import Call, _, with_shared_options

app = typer.Typer(no_args_is_help=True, help="Loggkontroll: dra, granska, skriv under, kvitto, jäv.")


@with_shared_options
def notice_command(
    call: Call,
    confirm: Annotated[bool, typer.Option("--confirm", help="Bekräfta att du har läst.")] = False,
) -> None:
    """Visa vad som gäller för loggen, och bekräfta att du har läst det."""
    from caseworker.services import notice

    with call.session(unread=True) as opened:
        found = notice.read_notice(opened.register, by=opened.user)
        if confirm and found.acknowledged is None:
            notice.acknowledge_notice(opened.register, version=found.version, by=opened.user)
            found = notice.read_notice(opened.register, by=opened.user)
    swedish = terminal.LANGUAGE == "sv"
    lines = [*(found.sv if swedish else found.en), found.kept_sv if swedish else found.kept_en]
    lines.append(_("You have confirmed this.") if found.acknowledged else _("Not confirmed yet: add --confirm."))
    call.say("\n".join(lines), terminal.facts(found))


@app.command("draw")
@with_shared_options
def draw(
    call: Call,
) -> None:
    """Dra nästa kontroll: loggen sedan den förra, slumpvis och efter regler."""
    from caseworker.services import review

    with call.session() as opened:
        review.draw_review(opened.register, by=opened.user)
        view = review.show_review(opened.register, by=opened.user)
    _say_review(call, view)


@app.command("show")
@with_shared_options
def show(
    call: Call,
) -> None:
    """Visa den senaste kontrollen, rad för rad."""
    from caseworker.services import review

    with call.session() as opened:
        view = review.show_review(opened.register, by=opened.user)
    _say_review(call, view)


@app.command("decide")
@with_shared_options
def decide(
    call: Call,
    item: Annotated[int, typer.Argument(help="Radens nummer.")],
    outcome: Annotated[str, typer.Argument(help="acceptable, ask eller report.")],
    comment: Annotated[str, typer.Option(help="Kommentar, krävs för report.")] = "",
) -> None:
    """Avgör en rad i den påbörjade kontrollen."""
    from caseworker.domain.review import Outcome
    from caseworker.services import review

    if outcome not in set(Outcome):
        raise UsageFault("review.unknown_outcome", known=", ".join(Outcome))
    with call.session() as opened:
        view = review.show_review(opened.register, by=opened.user)
        which = view.id if view else ""
        review.decide_item(
            opened.register, review=which, item=item, outcome=Outcome(outcome), comment=comment, by=opened.user
        )
        left = review.review_state(opened.register, by=opened.user).left or 0
    call.say(_("Saved. {n} left.").format(n=left), {"item": item, "outcome": outcome, "left": left})


@app.command("sign")
@with_shared_options
def sign(
    call: Call,
    receipt: Annotated[Path | None, typer.Option(help="PDF att skriva kvittot till.")] = None,
) -> None:
    """Skriv under den påbörjade kontrollen med din egen nyckel."""
    from caseworker.services import review

    with call.session() as opened:
        view = review.show_review(opened.register, by=opened.user)
        review.sign_review(opened.register, review=view.id if view else "", by=opened.user)
        pdf = review.review_receipt(opened.register, by=opened.user)
    if receipt is not None:
        terminal.write_file(receipt, pdf)
    call.say(_("Signed."), {"receipt": receipt})


@app.command("receipt")
@with_shared_options
def receipt(
    call: Call,
    out: Annotated[Path, typer.Argument(help="PDF att skriva.")],
) -> None:
    """Skriv den senast underskrivna kontrollens kvitto som PDF."""
    from caseworker.services import review

    with call.session() as opened:
        pdf = review.review_receipt(opened.register, by=opened.user)
    terminal.write_file(out, pdf)
    call.say(_("Saved as {file}").format(file=out), {"out": str(out)})


@app.command("close")
@with_shared_options
def close(
    call: Call,
    person: Annotated[str, typer.Argument(help="Personens id.")],
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Ta tillbaka anmälan.")] = False,
) -> None:
    """Anmäl att du är närstående till en person (jäv)."""
    from caseworker.domain.ids import PersonId
    from caseworker.services import review

    act = review.withdraw_close if withdraw else review.declare_close
    with call.session() as opened:
        changes = act(opened.register, person=PersonId(person), by=opened.user)
    call.say(_("Saved."), {"person": person, "saved": changes.saved})


def _say_review(call: Call, view: object) -> None:
    from caseworker.services.review import ReviewView

    if not isinstance(view, ReviewView):
        call.say(_("No review has been drawn yet."), {"review": None})
        return
    lines = [_("{events} events, {items} drawn, {left} left.").format(
        events=view.events, items=len(view.items), left=view.left
    )]  # fmt: skip
    for item in view.items:
        cases = ", ".join(dict.fromkeys(row.case_number for row in item.rows if row.case_number))
        done = item.outcome.value if item.outcome else "–"
        lines.append(f"{item.no:>4}  {item.flag.value:<10} {item.who}  ({item.events})  {cases}  {done}")
    call.say("\n".join(lines), {"review": terminal.facts(view), "left": view.left})
