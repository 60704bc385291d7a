"""The classes a count is split by (klassindelning): sexes, age bands and statuses, each from finest to "not split".

Parses the mapping it is given (``resources/codes/classes.toml``); it never reads the file. A coarser step always merges
whole classes of the finer one, so that the ladder can only hide and never re-cut.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caseworker.domain.person import Sex
from caseworker.errors import EnvironmentFault, Refused

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Category:
    """One class as it stands in a table: a stable ASCII ``code`` and the Swedish ``label`` sent with it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class AgeStep:
    """One way to cut ages (åldersband). ``edges`` are the lower edges, in years, of every band but the first."""

    edges: tuple[int, ...]
    categories: tuple[Category, ...]

    @property
    def size(self) -> int:
        """Number of bands; 1 means that ages are not split."""
        return len(self.edges) + 1

    def category(self, age: int | None) -> Category | None:
        """Return the band of an age in whole years, or nothing when the age is not known."""
        return None if age is None else self.categories[bisect_right(self.edges, age)]


@dataclass(frozen=True, slots=True)
class StatusStep:
    """One way to merge legal statuses (rättslig ställning). ``of`` maps the finest classes to this step's."""

    categories: tuple[Category, ...]
    of: Mapping[str, Category]

    @property
    def size(self) -> int:
        """Number of classes; 1 means that statuses are not split."""
        return len(self.categories)


@dataclass(frozen=True, slots=True)
class Classes:
    """The whole catalogue of classes, finest step first on both ladders."""

    version: int
    total: Category
    sexes: Mapping[Sex, Category]
    age_label: str
    ages: tuple[AgeStep, ...]
    status_label: str
    statuses: tuple[StatusStep, ...]
    withheld: str
    class_of: Mapping[str, str]

    def status_class(self, status: str | None, *, protected: bool) -> str:
        """Return the finest class of a lawbook status code; the protected and the missing share one.

        Raises ``Refused("counts.unknown_status")``: a status is never dropped from the counts without a word.
        """
        if protected or status is None:
            return self.withheld
        try:
            return self.class_of[status]
        except KeyError:
            raise Refused("counts.unknown_status", status=status) from None

    def age_step(self, size: int) -> AgeStep:
        """Return the age step with ``size`` bands."""
        return next(step for step in self.ages if step.size == size)

    def status_step(self, size: int) -> StatusStep:
        """Return the status step with ``size`` classes."""
        return next(step for step in self.statuses if step.size == size)


def parse_classes(source: Mapping[str, object], *, pension_age: int | None = None) -> Classes:
    """Build the catalogue from the parsed file. ``pension_age`` (the lawbook's row) moves the edge of the oldest band.

    Raises ``EnvironmentFault("counts.classes_broken")`` when the file does not hold what it must.
    """
    try:
        return _parse(source, pension_age)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise EnvironmentFault("counts.classes_broken") from broken


def _parse(source: Mapping[str, object], pension_age: int | None) -> Classes:
    total, sexes = _mapping(source["total"]), _mapping(source["sexes"])
    ages, statuses = _mapping(source["ages"]), _mapping(source["statuses"])
    finest = [_mapping(row) for row in _sequence(statuses["classes"])]
    everyone = _category(total)
    class_of = {str(code): str(row["code"]) for row in finest for code in _sequence(row["of"])}
    withheld = str(statuses["withheld"])
    _require(everyone.code == TOTAL, "the total has one name")
    _require(withheld in class_of.values(), "the class for the withheld must be one of the finest")
    _require(len(class_of) == sum(len(_sequence(row["of"])) for row in finest), "one status, one class")
    return Classes(
        version=int(str(source["version"])),
        total=everyone,
        sexes={sex: Category(sex.value, str(sexes[sex.value])) for sex in Sex},
        age_label=str(ages["label"]),
        ages=_age_steps(ages, pension_age, everyone),
        status_label=str(statuses["label"]),
        statuses=_status_steps(finest, statuses, everyone),
        withheld=withheld,
        class_of=class_of,
    )


def _age_steps(source: Mapping[str, object], pension_age: int | None, everyone: Category) -> tuple[AgeStep, ...]:
    written = int(str(source["pension_age"]))
    oldest = written if pension_age is None else pension_age
    steps: list[AgeStep] = []
    for row in _sequence(source["steps"]):
        edges = tuple(oldest if edge == written else int(str(edge)) for edge in _sequence(row))
        _require(list(edges) == sorted(set(edges)), "edges rise")
        _require(not steps or set(edges) < set(steps[-1].edges), "a coarser step only merges")
        steps.append(AgeStep(edges, _bands(edges) if edges else (everyone,)))
    _require(steps[-1].size == 1, "the last step is not split")
    return tuple(steps)


def _bands(edges: Sequence[int]) -> tuple[Category, ...]:
    lows = (0, *edges)
    closed = [
        Category(f"{low}-{high - 1}", f"{low}\N{EN DASH}{high - 1} år")
        for low, high in zip(lows, edges, strict=False)  # the last band has no upper edge
    ]
    return (*closed, Category(f"{lows[-1]}+", f"{lows[-1]}+ år"))


def _status_steps(
    finest: Sequence[Mapping[str, object]], source: Mapping[str, object], everyone: Category
) -> tuple[StatusStep, ...]:
    own = {str(row["code"]): _category(row) for row in finest}
    steps = [StatusStep(tuple(own.values()), own)]
    for written in _sequence(source["steps"]):
        rows = [_mapping(row) for row in _sequence(_mapping(written)["classes"])]
        of = {str(code): _category(row) for row in rows for code in _sequence(row["of"])}
        _require(set(of) == set(own), "every class has its place in every step")
        before = steps[-1].of
        merges = len({(before[code], of[code]) for code in own}) == steps[-1].size
        _require(merges, "a coarser step only merges")
        steps.append(StatusStep(tuple(_category(row) for row in rows), of))
    steps.append(StatusStep((everyone,), dict.fromkeys(own, everyone)))
    return tuple(steps)


def _category(row: Mapping[str, object]) -> Category:
    return Category(str(row["code"]), str(row["label"]))


def _mapping(value: object) -> Mapping[str, object]:
    _require(isinstance(value, Mapping), "a table")
    return value  # type: ignore[return-value]  # tomllib gives dict[str, Any]


def _sequence(value: object) -> Sequence[object]:
    _require(isinstance(value, list), "a list")
    return value  # type: ignore[return-value]  # tomllib gives list[Any]


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)
