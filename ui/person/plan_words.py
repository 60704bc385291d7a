"""What a plan, its changes, its suggestions and its needs are called."""

from collections.abc import Sequence
from datetime import date

from caseworker.domain.early_mapping import Need, NeedKind, Question
from caseworker.domain.plan import Approval, ChangeKind, PlanChange, PlanRow
from caseworker.domain.rows import CodeRow
from caseworker.domain.suggestions import LeftOut, LeftOutWhy
from caseworker.services.suggestions import SuggestionShown
from ui.language import _, code, day_text
from ui.person.right_words import certainty_words, kept_together
from ui.words import Pairs, Words, state_words


def approval_words() -> Pairs:
    """Ways of approving a plan."""
    return (
        (Approval.MEETING.value, _("At a meeting")),
        (Approval.PHONE.value, _("By telephone")),
        (Approval.WRITTEN.value, _("In writing")),
        (Approval.GUARDIAN.value, _("By guardian or god man")),
    )


def version_words(plan: PlanRow) -> str:
    """Which version it is and whether it holds."""
    if plan.approved is None:
        return _("version {number} · draft since {day}").format(number=plan.number, day=day_text(plan.begun))
    how = dict(approval_words())[plan.approved_how].lower()
    told = _("version {number} · approved {day} · {how}")
    return told.format(number=plan.number, day=day_text(plan.approved), how=how)


def sub_goals_words(plan: PlanRow) -> str:
    """Every sub-goal in one line, with its day."""
    told = []
    for one in plan.sub_goals:
        if one.reached is not None:
            told.append(_("{what} (reached {day})").format(what=one.text, day=day_text(one.reached)))
        else:
            told.append(f"{one.text} {day_text(one.due)}" if one.due is not None else one.text)
    return _("Sub-goals: {goals}").format(goals=" · ".join(told)) if told else ""


def change_words(change: PlanChange, words: Words) -> str:
    """One difference between two versions."""
    what, before, now = change.what, change.before, change.now
    if change.kind in _OF_INTERVENTIONS:
        what = words.intervention(change.what)
    if change.kind is ChangeKind.INTERVENTION_DAYS:
        before, now = (_days_words(days) for days in (before, now))
    elif change.kind in _STATES:
        before, now = (state_words(state) if state else "" for state in (before, now))
    elif change.kind in _DAYS:
        before, now = (day_text(date.fromisoformat(day)) if day else _("no day") for day in (before, now))
    return _change_sentences()[change.kind].format(what=what, before=before, now=now)


def left_out_words(one: LeftOut, facts: Sequence[CodeRow], words: Words) -> str:
    """Why a type of intervention is not proposed."""
    if one.why is LeftOutWhy.DECLINED and one.decline is not None:
        told = _("declined {day} by {name}: {reason}")
        return told.format(day=day_text(one.decline.at.date()), name=one.decline.by, reason=one.decline.reason)
    if one.why is LeftOutWhy.REQUIRES:
        names = {row.code: own(row.sv, row.en) for row in facts}
        what = ", ".join(names.get(code) or words.intervention(code) for code in one.what)
        return _("something must be in place first: {what}").format(what=what)
    law = kept_together(one.what[1]) if len(one.what) > 1 else ""
    sentence = _left_out_sentences()[one.why]
    return f"{sentence} · {law}" if law else sentence


def need_words(needs: Sequence[Need], kinds: Sequence[NeedKind]) -> str:
    """The needs a suggestion answers, with what the person said."""
    names = {kind.code: own(kind.sv, kind.en) for kind in kinds}
    if not needs:
        return _("The right is there and nothing answers it yet")
    told = [f"{names.get(need.code, need.code)}: {need.words}" if need.words else names[need.code] for need in needs]
    return "\n".join(told)


def right_words(one: SuggestionShown) -> str:
    """The right a suggestion rests on, and what is to be known of its row before it is relied upon."""
    if not one.right:
        return kept_together(one.law) or _("voluntary undertaking")
    law = kept_together(one.right_law)
    told = _("{law} · depends on something").format(law=law) if one.answer == "conditional" else law
    return " · ".join(part for part in (told, certainty_words(one.certainty)) if part)


def way_words(one: SuggestionShown, words: Words) -> str:
    """Whom to turn to, or who pays."""
    if one.payer:
        return _("{payer} pays").format(payer=words.actor(one.payer))
    return words.actor(one.responsible or one.actor)


def days_left(day: date, today: date) -> int:
    """How many days are left to a last day."""
    return (day - today).days


def question_words(question: Question) -> str:
    """A question in the reader's language."""
    return own(question.sv, question.en)


def own(sv: str, en: str) -> str:
    """The words in the reader's language."""
    return sv if code() == "sv" else en


_OF_INTERVENTIONS = frozenset(
    {
        ChangeKind.INTERVENTION_ADDED,
        ChangeKind.INTERVENTION_REMOVED,
        ChangeKind.INTERVENTION_STATE,
        ChangeKind.INTERVENTION_DAYS,
    }
)
_STATES = _OF_INTERVENTIONS - {ChangeKind.INTERVENTION_DAYS}
_DAYS = frozenset(
    {
        ChangeKind.SUB_GOAL_ADDED,
        ChangeKind.SUB_GOAL_REMOVED,
        ChangeKind.SUB_GOAL_DUE,
        ChangeKind.SUB_GOAL_REACHED,
    }
)


def _days_words(days: str) -> str:
    begins, _slash, ends = days.partition("/")
    first, last = (day_text(date.fromisoformat(day)) if day else "…" for day in (begins, ends))
    return f"{first} – {last}"


def _change_sentences() -> dict[ChangeKind, str]:
    return {
        ChangeKind.GOAL: _("Goal: {before} → {now}"),
        ChangeKind.SUB_GOAL_ADDED: _("New sub-goal: {what} ({now})"),
        ChangeKind.SUB_GOAL_REMOVED: _("Sub-goal taken away: {what}"),
        ChangeKind.SUB_GOAL_CHANGED: _("Sub-goal: {before} → {now}"),
        ChangeKind.SUB_GOAL_DUE: _("{what}: {before} → {now}"),
        ChangeKind.SUB_GOAL_REACHED: _("{what}: reached {now}"),
        ChangeKind.INTERVENTION_ADDED: _("New intervention: {what} ({now})"),
        ChangeKind.INTERVENTION_REMOVED: _("Intervention gone: {what} ({before})"),
        ChangeKind.INTERVENTION_STATE: _("{what}: {before} → {now}"),
        ChangeKind.INTERVENTION_DAYS: _("{what}: {before} → {now}"),
    }


def _left_out_sentences() -> dict[LeftOutWhy, str]:
    return {
        LeftOutWhy.ACTIVE: _("it is in the plan already"),
        LeftOutWhy.DONE: _("it has been done"),
        LeftOutWhy.NO_RIGHT: _("the law does not give the right today"),
        LeftOutWhy.OTHER_LAW: _("another law gives the right"),
        LeftOutWhy.LAW_UNKNOWN: _("no text of law is known for today"),
        LeftOutWhy.NO_NEED: _("no need is recorded"),
        LeftOutWhy.REQUIRES: _("something must be in place first"),
        LeftOutWhy.DECLINED: _("it was declined"),
    }
