"""The law's answers as rows for a screen: codes turned into words, logs into sentences. Not a service."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from caseworker import law_words
from caseworker.domain.asking import Ask
from caseworker.domain.conditions import Line
from caseworker.domain.duties import Duty
from caseworker.domain.evaluation import Rules
from caseworker.domain.facts import FactKind
from caseworker.domain.happenings import Happening
from caseworker.domain.lawsheet import AskedFact, DutyShown, KnownFact, RightShown
from caseworker.domain.rights import RightAnswer
from caseworker.domain.rows import LawFactRow
from caseworker.domain.standing import DERIVED
from caseworker.services import _active_law
from caseworker.store.reading import Reader

AXIS = "axis"


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Makes rows in one language, by the rules that apply in one register."""

    reader: Reader
    rules: Rules
    translate: Callable[[str], str]
    day: date | None = None  # whose areas of responsibility are told; None: today's
    follows: Mapping[str, Happening] = field(default_factory=dict)  # what facts nobody recorded follow from

    def right(self, found: RightAnswer) -> RightShown:
        """Return one right."""
        row = found.decided.row
        return RightShown(
            right=found.right.value,
            words=self.translate(law_words.RIGHTS[found.right]),
            answer=found.answer.value,
            law="" if row is None else row.rule.law,
            begins=found.begins,
            ends=found.ends,
            known_to=found.known_to,
            responsible="" if row is None else _active_law.actor_of(self.reader, row.responsible, self.day),
            certainty=found.decided.certainty.value,
            why="" if row is None else row.sv,
            log=self.say(found.log),
            asks=found.decided.asks,
            row="" if row is None else row.id,
            local=row is not None and row.local,
        )

    def duty(self, found: Duty) -> DutyShown:
        """Return one duty."""
        row = found.row
        return DutyShown(
            id=row.id,
            words=row.sv,
            last_day=found.last_day,
            shown_from=found.shown_from,
            event=found.event,
            law=row.rule.law,
            lost=row.lost,
            loss=row.loss.value,
            responsible=_active_law.actor_of(self.reader, row.responsible, self.day),
            certainty=row.rule.certainty.value,
            done_on=found.done_on,
            log=self.say(found.log),
            duty=row.duty,
            action=row.action,
            short=row.short,
            short_en=row.short_en,
            depends=tuple(map(self.name, found.asks)),
            local=row.local,
        )

    def ask(self, one: Ask) -> AskedFact:
        """Return what is asked for, with the rights and duties that need it."""
        word = self.rules.words.get(one.code)
        rights = [self.translate(law_words.RIGHTS[right]) for right in one.rights]
        duties = [law_words.duty_name(row, self.translate) for row in (*one.duties, *one.counted)]
        needed_by = dict.fromkeys([*rights, *duties])
        kind = AXIS if word is None or one.code in DERIVED else word.kind.value
        return AskedFact(one.code, self.name(one.code), kind, tuple(needed_by), bool(one.counted))

    def known(self, row: LawFactRow) -> KnownFact:
        """Return what is recorded."""
        kind = self.rules.words[row.code].kind.value
        return KnownFact(row.code, self.name(row.code), kind, row.day, row.holds, row.begins, row.recorded)

    def following(self, code: str) -> KnownFact:
        """Return what nobody recorded because it follows from something else that is."""
        kind, one = self.rules.words[code].kind, self.follows[code]
        told = self.say([Line("follows", one)])[0]
        if kind is FactKind.DAY:
            return KnownFact(code, self.name(code), kind.value, one.begins, None, None, one.begins, told)
        return KnownFact(
            code, self.name(code), kind.value, None, holds=True, begins=one.begins, recorded=one.begins, follows=told
        )

    def name(self, code: str) -> str:
        """Return the words of a fact."""
        return law_words.fact_name(code, self.rules.words, self.translate)

    def say(self, lines: Iterable[Line]) -> tuple[str, ...]:
        """Return a log as sentences; where a fact is first named, what it follows from comes after it."""
        told = set[str]()
        every: list[Line] = []
        for line in lines:
            every.append(line)
            named = line.values[0] if line.values else None
            if line.code != "depends" and isinstance(named, str) and named in self.follows and named not in told:
                told.add(named)
                every.append(Line("follows", self.follows[named]))
        return law_words.say_all(tuple(every), self.rules.words, self.translate, _active_law.statuses(self.reader))
