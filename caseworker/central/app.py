"""The centre's HTTP face: FastAPI over the archive. Judging is ``acceptance``'s, storing is ``archive``'s.

Answers are JSON with a code, or the stored bytes as they are. Nothing is fetched from or sent to anywhere else.
"""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import FastAPI, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from caseworker.central.acceptance import ANSWERS, judge, require_enrollable
from caseworker.central.archive import Archive, open_archive
from caseworker.central.page import CONTENT_SECURITY_POLICY, render
from caseworker.classes import load_classes
from caseworker.domain.counts.classes import Classes
from caseworker.errors import CaseworkerError, Refused
from caseworker.wire import MAX_DOCUMENT, Enrolment

DEFAULT_NAME = "Länets siffror"
_BODY_SECONDS = 30.0
_MOST_CODES = 50
_CODE = re.compile(r"[A-Za-z0-9_.:@+-]{1,64}", re.ASCII)
_LOG = logging.getLogger(__name__)

_SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_JSON_BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}
_REFUSALS: dict[int | str, dict[str, str]] = {
    400: {"description": "Not the canonical bytes of a release, or the id or key does not name it"},
    403: {"description": "Unknown key or office, forged or tampered, or demo and real mixed"},
    409: {"description": "Other bytes under this id (with their hash), unknown codes (listed), or a revision's order"},
    413: {"description": "Larger than 256 KiB"},
    422: {"description": "Not a table that protection could have made"},
}


def utc_now() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


def create_app(
    database_url: str, *, demo: bool, name: str = DEFAULT_NAME, clock: Callable[[], datetime] = utc_now
) -> FastAPI:
    """Return the application over an opened database; it closes the database when it stops.

    Raises as ``open_archive`` does, and ``EnvironmentFault("counts.classes_broken")``.
    """
    classes = load_classes()
    archive = open_archive(database_url, demo=demo, name=name)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        archive.close()

    # no /docs: its page would load a script from elsewhere
    app = FastAPI(title="caseworker-central", version="1", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.archive = archive
    app.middleware("http")(_with_security_headers)
    app.add_exception_handler(CaseworkerError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(SQLAlchemyError, _database_fault)
    app.add_exception_handler(HTTPException, _not_here)
    _add_releases(app, archive, classes, clock)
    _add_centre(app, archive)
    if demo:
        _add_demo_enrolment(app, archive, clock)
    return app


def _add_releases(app: FastAPI, archive: Archive, classes: Classes, clock: Callable[[], datetime]) -> None:
    @app.put(
        "/v1/releases/{release_id}",
        status_code=201,
        response_class=Response,
        openapi_extra=_JSON_BODY,
        responses={200: {"description": "These bytes were already here"}, **_REFUSALS},
    )
    async def put_release(
        release_id: UUID, request: Request, idempotency_key: Annotated[str, Header(max_length=64)]
    ) -> Response:
        """Store a release once and answer with the signed receipt; the same bytes again change nothing."""
        raw = await _body(request)

        def accept() -> Response:
            envelope = judge(
                raw, named=str(release_id), idempotency_key=idempotency_key, archive=archive, classes=classes
            )
            stored = archive.store(envelope, clock())
            return _json_bytes(stored.receipt, 201 if stored.new else 200)

        return await run_in_threadpool(accept)

    @app.get("/v1/releases/{release_id}", response_class=Response)
    def get_release(release_id: UUID) -> Response:
        """Return a stored release, byte for byte."""
        return _found(archive.release(str(release_id)))

    @app.get("/v1/receipts/{release_id}", response_class=Response)
    def get_receipt(release_id: UUID) -> Response:
        """Return the signed receipt of a stored release."""
        return _found(archive.receipt(str(release_id)))


def _add_centre(app: FastAPI, archive: Archive) -> None:
    @app.get("/v1/centre", response_class=Response)
    def get_centre() -> Response:
        """Return the centre's name, public key and kind (demo or real), signed with that key."""
        return _json_bytes(archive.presentation(), 200)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def get_page() -> HTMLResponse:
        return HTMLResponse(render(archive.identity, archive.offices(), archive.latest_releases()))


def _add_demo_enrolment(app: FastAPI, archive: Archive, clock: Callable[[], datetime]) -> None:
    @app.post("/v1/offices", status_code=201, response_class=Response, openapi_extra=_JSON_BODY)
    async def post_office(request: Request) -> Response:
        """Enrol a demo office by its own signed word. A real centre has no such door."""
        enrolment = Enrolment.open(await _body(request))
        require_enrollable(enrolment)
        new = await run_in_threadpool(archive.enrol, enrolment, clock(), new_key=False)
        return _json({"office": enrolment.office}, 201 if new else 200)


async def _body(request: Request) -> bytes:
    """Read the body up to the limit and for at most half a minute."""
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_DOCUMENT:
                    raise Refused("centre.too_large")
    except (TimeoutError, ClientDisconnect):
        raise HTTPException(408) from None
    return bytes(body)


def _found(stored: bytes | None) -> Response:
    if stored is None:
        raise HTTPException(404)
    return _json_bytes(stored, 200)


def _json_bytes(body: bytes, status: int) -> Response:
    return Response(body, status_code=status, media_type="application/json")


def _json(content: dict[str, object], status: int) -> Response:
    return _json_bytes(json.dumps(content).encode("ascii"), status)


async def _with_security_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    for name, value in _SECURITY_HEADERS.items():
        response.headers[name] = value
    return response


async def _refused(_request: Request, fault: Exception) -> Response:
    code = fault.code if isinstance(fault, CaseworkerError) else ""
    if code not in ANSWERS or not isinstance(fault, CaseworkerError):
        raise fault
    status, told = ANSWERS[code]
    content: dict[str, object] = {"code": told}
    if told == "centre.other_bytes":
        content["sha256"] = fault.params["sha256"]
    codes = fault.params.get("codes")
    if isinstance(codes, tuple):
        content["codes"] = [one if _CODE.fullmatch(one) else "?" for one in codes[:_MOST_CODES]]
    return _json(content, status)


async def _invalid(_request: Request, _fault: Exception) -> Response:
    return _json({"code": "centre.malformed"}, 400)


async def _database_fault(_request: Request, fault: Exception) -> Response:
    # the type alone: a database's own words may repeat what was written
    _LOG.error("database fault: %s", type(fault).__name__)
    return _json({"code": "centre.unavailable"}, 503)


async def _not_here(_request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    return _json({"code": "centre.not_found" if status == 404 else "centre.refused"}, status)
