"""The centre's terminal face: ``serve`` and ``enrol``.

Exit status 0 ok, 2 the command is wrong, 3 refused, 4 the surroundings failed. What it prints names no person, because
nothing here knows one.
"""

import os
import signal
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from caseworker.central.acceptance import require_enrollable
from caseworker.central.app import DEFAULT_NAME, create_app, utc_now
from caseworker.central.archive import open_archive
from caseworker.domain.hosts import is_loopback
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.wire import MAX_DOCUMENT, Enrolment, key_id

_GRACE_SECONDS = 5
_QUEUE = 128
commands = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

DatabaseOption = Annotated[
    str,
    typer.Option(
        "--database", help="Databasens adress: sqlite:///mapp/central.db eller postgresql+psycopg://namn@dator/databas."
    ),
]


@commands.command()
def serve(
    database: DatabaseOption,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port att lyssna på; 0 tar en ledig.")],
    host: Annotated[
        str, typer.Option(help="Adress att lyssna på. Sätt en server med TLS framför allt utom den här datorn.")
    ] = "127.0.0.1",
    demo: Annotated[bool, typer.Option("--demo", help="Ta emot övningssiffror och inga andra.")] = False,
    name: Annotated[str, typer.Option(help="Centralens namn, när databasen är ny.")] = DEFAULT_NAME,
) -> None:
    """Ta emot siffror tills någon stoppar (SIGTERM eller Ctrl+C)."""
    if demo and not is_loopback(host):
        raise Refused("centre.demo_host")
    with _listening(host, port) as listener:
        app = create_app(database, demo=demo, name=name)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        # uvicorn raises the signal again once it has stopped in order; that it stopped in order is our success
        signal.signal(signal.SIGTERM, lambda *_: None)
        signal.signal(signal.SIGINT, lambda *_: None)
        _Announcing(config).run(sockets=[listener])


@commands.command()
def enrol(
    database: DatabaseOption,
    file: Annotated[Path, typer.Argument(help="Filen med kontorets nyckel, som kontoret lämnade.")],
    name: Annotated[str, typer.Option(help="Centralens namn, när databasen är ny.")] = DEFAULT_NAME,
) -> None:
    """Anslut ett kontor med filen som det lämnade. Jämför nyckeln med kontoret först."""
    enrolment = Enrolment.open(_read(file))
    require_enrollable(enrolment)
    archive = open_archive(database, demo=enrolment.demo, name=name)
    try:
        new = archive.enrol(enrolment, utc_now(), new_key=True)
    finally:
        archive.close()
    state = "anslutet" if new else "redan anslutet"
    typer.echo(f"{enrolment.office} {enrolment.municipality} {key_id(enrolment.key)} {state}")


def main() -> None:
    """Run the command line."""
    try:
        commands()
    except CaseworkerError as fault:
        typer.echo(_told(fault), err=True)
        sys.exit(fault.exit_status)


class _Announcing(uvicorn.Server):
    """Says where it listens, once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            typer.echo(f"http://{shown}:{port}")
            sys.stdout.flush()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_QUEUE)
    except OSError as taken:
        raise EnvironmentFault("centre.port", host=host, port=port) from taken


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_DOCUMENT + 1)
    except OSError as missing:
        raise EnvironmentFault("centre.file", file=str(file)) from missing


def _told(fault: CaseworkerError) -> str:
    language = "en" if os.environ.get("CASEWORKER_LANGUAGE") == "en" else "sv"
    return describe(fault, ui_translator(language).gettext).text


if __name__ == "__main__":
    main()
