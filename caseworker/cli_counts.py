"""The terminal face of the counts: prepare a month, show what leaves, send it, hand out the office's key."""

from pathlib import Path
from typing import Annotated

import typer

from caseworker import terminal
from caseworker.errors import EnvironmentFault, Refused
from caseworker.terminal import Call, _, with_shared_options

app = typer.Typer(no_args_is_help=True, help="Siffror till centralen: förbered, visa, skicka.")
PeriodOption = Annotated[str, typer.Option(help="Månad, ÅÅÅÅ-MM.")]
EndpointOption = Annotated[str, typer.Option(help="Centralens adress.")]


@app.command("prepare")
@with_shared_options
def prepare(
    call: Call,
    period: PeriodOption,
    endpoint: EndpointOption = "",
) -> None:
    """Gör månadens siffror och lägg dem i kön. Inget lämnar datorn."""
    from caseworker.services import counts

    with call.session() as opened:
        changes = counts.prepare_release(opened.register, period=period, by=opened.user)
    words = _("Prepared {period}. Nothing has left the computer.").format(period=period)
    call.say(words, {"release_id": changes.created, "period": period, "state": "queued"})


@app.command("show")
@with_shared_options
def show(
    call: Call,
    period: PeriodOption,
    endpoint: EndpointOption = "",
) -> None:
    """Visa det som skickas, och bara det: de verkliga talen visas i fönstret."""
    from caseworker.services import counts

    with call.session() as opened:
        view = counts.show_counts(opened.register, period=period, by=opened.user)
    leaving = view.leaving
    cells = [{"status": key[0], "age": key[1], "sex": key[2], "sent": sent} for key, sent in leaving.items()]
    lines = [f"{status:<24}{age:<10}{sex:<8}{sent:>6}" for (status, age, sex), sent in leaving.items()]
    some = _("{period}: {cells} numbers leave").format(period=period, cells=len(cells))
    head = some if cells else _("Reported, too few")
    facts = {
        "period": period,
        "too_few": not cells,
        "cells": cells,
        "state": view.release.state if view.release else "not_prepared",
        "sha256": view.release.sha256 if view.release else None,
        "envelope": view.envelope.decode() or None,
    }
    call.say("\n".join([head, *lines]), facts)


@app.command("send")
@with_shared_options
def send(
    call: Call,
    period: PeriodOption,
    endpoint: EndpointOption,
) -> None:
    """Skicka månadens siffror och spara kvittot."""
    from caseworker.services import counts

    with call.session() as opened:
        sent = counts.send_release(opened.register, period=period, endpoint=endpoint, by=opened.user)
    if sent.state == "rejected":
        raise Refused(sent.reason, period=period)
    if sent.state != "acked":
        raise EnvironmentFault(sent.reason or "delivery.unreachable", period=period)
    call.say(_("Sent and received. The receipt is kept."), terminal.facts(sent))


@app.command("key")
@with_shared_options
def key(
    call: Call,
    out: Annotated[Path, typer.Option(help="Fil att lämna till centralen.")],
) -> None:
    """Skriv kontorets offentliga nyckel till en fil som lämnas till centralen för hand."""
    from caseworker.services import counts

    with call.session() as opened:
        document = counts.enrolment_document(opened.register, by=opened.user)
    terminal.write_file(out, document)
    call.say(_("Saved as {file}.").format(file=out), {"out": str(out)})
