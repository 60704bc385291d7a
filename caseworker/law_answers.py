"""What the law says of somebody described in a line of JSON, without any register: one answer, or many line by line.

A line names ``status`` and ``from`` and may name ``to, born, on, ground, permit, settlement, accommodation,
municipality`` and every day (``registered_from``) and circumstance (``unaccompanied``) of the lawbook's vocabulary.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import BinaryIO, NoReturn

from caseworker import codes, law_words, lawbook
from caseworker.domain.conditions import Line
from caseworker.domain.duties import Duty
from caseworker.domain.evaluation import Evaluation, contradiction, evaluate
from caseworker.domain.facts import Facts
from caseworker.domain.rights import RightAnswer
from caseworker.errors import CaseworkerError, UsageFault
from caseworker.lawbook_rules import RuleFiles, read_day, read_facts
from caseworker.messages import describe

LONGEST_LINE = 64 * 1024
_REMEMBERED = 20_000  # sentences of logs; most lines of a batch say what an earlier one said
Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the facts, the day, and the answer."""

    facts: Facts
    on: date
    found: Evaluation


@dataclass(frozen=True)
class LawAnswers:
    """Answers by one lawbook, in one language. ``today`` stands for a day that is not given."""

    files: RuleFiles
    book: lawbook.Lawbook
    translate: Callable[[str], str]
    today: date
    say: Callable[[Line], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Remember what was said."""
        words, translate = self.files.rules.words, self.translate
        remembered = lru_cache(maxsize=_REMEMBERED)(lambda line: law_words.say(line, words, translate))
        object.__setattr__(self, "say", remembered)

    def ask(self, fields: Fields) -> Asked:
        """Answer one line's fields.

        Raises what ``lawbook_rules.read_facts`` raises, ``Refused("code.unknown_municipality")``, and what
        ``evaluation.contradiction`` finds.
        """
        given = {name: value for name, value in fields.items() if name != "on"}
        for name, value in fields.items():
            if isinstance(value, str) and not value.isprintable():
                raise UsageFault("facts.bad_value", field=_shown(name))
        facts = read_facts(given, self.book, self.files.rules.words)
        if facts.municipality:
            _known_municipality(facts.municipality)
        wrong = contradiction(facts)
        if wrong is not None:
            raise wrong
        on = read_day(fields, "on") if fields.get("on") else self.today
        return Asked(facts, on, evaluate(facts, on, self.files.rules))

    def answer(self, asked: Asked) -> dict[str, object]:
        """Return an answer as it is written in JSON."""
        return {
            "lawbook": self.files.rules.version,
            "on": asked.on.isoformat(),
            "rights": [self._right(right) for right in asked.found.rights],
            "duties": [self._duty(duty) for duty in asked.found.duties],
        }

    def lines(self, stream: BinaryIO) -> Iterator[tuple[str, bool]]:
        """Yield one line of JSON for each that is not blank, and whether it is an answer; a bad one stops nothing."""
        for number, line in enumerate(_lines(stream), 1):
            if line is not None and not line.strip():
                continue
            try:
                yield _dumped(self.answer(self.ask(read_line(line)))), True
            except CaseworkerError as fault:
                told = describe(fault, self.translate).text
                yield _dumped({"error": fault.code, "message": told, "line": number}), False

    def _on(self, value: object) -> date:
        if value is None or value == "":
            return self.today
        try:
            if isinstance(value, str) and len(value) == len("2026-01-01"):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise UsageFault("facts.bad_value", field="on")

    def _right(self, found: RightAnswer) -> dict[str, object]:
        row = found.decided.row
        return {
            "right": found.right.value,
            "answer": found.answer.value,
            "law": "" if row is None else row.rule.law,
            "from": _iso(found.begins),
            "to": _iso(found.ends),
            "responsible": "" if row is None else self.files.areas[row.responsible].actor,
            "certainty": found.decided.certainty.value,
            "log": [self.say(line) for line in found.log],
            "known_to": _iso(found.known_to),
            "asks": found.decided.asks,
            "row": "" if row is None else row.id,
            "why": "" if row is None else row.sv,
        }

    def _duty(self, found: Duty) -> dict[str, object]:
        row = found.row
        return {
            "duty": row.duty,
            "last_day": _iso(found.last_day),
            "law": row.rule.law,
            "loss": row.loss.value,
            "event": found.event.isoformat(),
            "done_on": _iso(found.done_on),
            "responsible": self.files.areas[row.responsible].actor,
            "certainty": row.rule.certainty.value,
            "asks": found.asks,
            "row": row.id,
            "what": row.sv,
            "lost": row.lost,
            "log": [self.say(line) for line in found.log],
        }


def read_line(line: bytes | None) -> Fields:
    """Return the fields of one line; None stands for a line that is too long.

    Raises ``UsageFault`` with ``rights.line_too_long``, ``rights.not_json`` or ``rights.same_field_twice``.
    """
    if line is None:
        raise UsageFault("rights.line_too_long", most=LONGEST_LINE // 1024)
    try:
        found = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UsageFault("rights.not_json") from None
    if not isinstance(found, dict):
        raise UsageFault("rights.not_json")
    return found


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield every line; one that is too long is skipped without being held, and comes as None."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)
        yield None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise UsageFault("rights.same_field_twice", field=_shown(next(n for n in names if names.count(n) > 1)))
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _shown(name: str) -> str:
    """Return a field's name as it may be told: short, and nothing that a terminal obeys."""
    return "".join(sign if sign.isprintable() else "·" for sign in name[:40])


@lru_cache(maxsize=_REMEMBERED)
def _known_municipality(code: str) -> None:
    codes.municipality(code)


def _dumped(facts: Mapping[str, object]) -> str:
    return json.dumps(facts, ensure_ascii=False)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
