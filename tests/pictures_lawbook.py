"""Draws the page of the law: its four tabs, an update that is being tried, and its questions."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from caseworker import lawbook_update
from caseworker.app import Session
from caseworker.domain.local_law import LocalKind
from caseworker.domain.rights import Answer
from caseworker.services import choices, law_local, law_updates
from caseworker.services.law_local import EnteredRule
from tests.lawbooks import NO_SFI, update
from ui.lawbook.dialogs import EndDialog, KeyDialog, ResponsibleDialog, RuleDialog
from ui.lawbook.own_part import area_words
from ui.lawbook.view import TABS, LawbookPage
from ui.main import Program

_KEY = "0123456789abcdef" * 4


def draw_lawbook(program: Program, take: Callable[[QWidget, str], None], grab: Callable[[QDialog, str], None]) -> None:
    """Write a rule, name who is responsible, trust a key, and draw everything."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, by = session.register, session.user
    window.go("law", "own")
    take(window, "law-own-none")
    entered = EnteredRule(
        LocalKind.RIGHT, "sfi", ("ASYL", "MASSF"), "2010:800 20:31", "Nämndens beslut 2026-09-14, § 112",
        date(2026, 10, 1), None, Answer.CONDITIONAL, "I mån av plats, efter samtal med rektor.",
    )  # fmt: skip
    made = law_local.add_local_rule(register, entered=entered, by=by).created
    areas = law_local.list_responsible(register, by=by)
    law_local.set_responsible(
        register, area=areas[0].area, actor="", name="Enheten för vuxnas lärande", contact="018-727 00 00",
        begins=date(2026, 9, 1), by=by,
    )  # fmt: skip
    register.proof.give()
    law_updates.trust_key(register, key=_KEY, name="Länsstyrelsen i Uppsala län", by=by)
    page = window.stack.current
    assert isinstance(page, LawbookPage)
    page.activate()
    for tab in TABS:
        page.tabs.choose(tab)
        take(window, f"law-{tab}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ny.lawbook"
        changed = ('actor = "', 'notes = "Ny" \nactor = "')
        path.write_bytes(update(add=NO_SFI, private=lawbook_update.demo_private_key(), areas=changed))
        page.update_part.begin()
        page.presenter.try_update(path)
        take(window, "law-trial")
    page.tabs.choose("rows")
    page.rows.filter.choose("unsure")
    page.rows.filter.chosen.emit("unsure")
    take(window, "law-unsure")
    today, words = register.today(), choices.status_words(register, by=by)
    duties = [(row.target, row.short) for row in law_updates.show_lawbook(register, by=by).rows if row.kind == "duty"]
    grab(RuleDialog(LocalKind.RIGHT, duties, words, today, window), "law-rule")
    grab(RuleDialog(LocalKind.DUTY, duties, words, today, window), "law-limit")
    rule = next(one for one in law_local.list_local_rules(register, by=by) if one.id == made)
    grab(EndDialog(rule, today, window), "law-end")
    area = law_local.list_responsible(register, by=by)[0]
    grab(
        ResponsibleDialog(
            area,
            area_words(area),
            [(one.code, one.sv) for one in choices.actor_choices(register, by=by)],
            today,
            window,
        ),
        "law-area",
    )
    grab(KeyDialog(window), "law-key")
