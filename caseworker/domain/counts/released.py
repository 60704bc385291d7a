"""A table that has been released, beside the true numbers of today: what left is read from the release itself.

Protecting again would show other figures and perhaps other classes as soon as somebody corrects the past. Must not
change what was released nor judge it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from caseworker.domain.counts.classes import TOTAL, Classes
from caseworker.domain.counts.dataset import read_dataset
from caseworker.domain.counts.protection import CountedPerson, Protected, ProtectedCell, Survived


def as_released(
    today: Protected, persons: Iterable[CountedPerson], dataset: Mapping[str, object], classes: Classes
) -> Protected:
    """Return ``today``'s table cut and filled as the released ``dataset`` is; ``true`` stays what is true today.

    Raises ``Refused("counts.malformed")`` when the dataset was cut by another catalogue of classes.
    """
    (statuses, ages, sexes), figures = read_dataset(dataset, classes)
    age_step = classes.age_step(max(1, len(ages) - 1))
    status_step = classes.status_step(max(1, len(statuses) - 1))
    true: dict[tuple[str, str, str], int] = {}
    for one in {person.person: person for person in persons}.values():
        band = age_step.category(one.age)
        status = status_step.of[classes.status_class(one.status, protected=one.protected)].code
        for place in {
            (own_status, own_age, own_sex)
            for own_status in (TOTAL, status)
            for own_age in (TOTAL, TOTAL if band is None else band.code)
            for own_sex in (TOTAL, one.sex.value)
        }:
            true[place] = true.get(place, 0) + 1
    places = [(status.code, age.code, sex.code) for status in statuses for age in ages for sex in sexes]
    cells = tuple(
        ProtectedCell(*place, true.get(place, 0), figure) for place, figure in zip(places, figures, strict=True)
    )
    survived = sum(figure is not None for figure in figures)
    return replace(
        today,
        cells=cells,
        statuses=statuses,
        ages=ages,
        sexes=sexes,
        too_few=not survived,
        survived=Survived(
            cells=survived,
            ages=age_step.size if survived else 0,
            ages_of=classes.ages[0].size,
            statuses=status_step.size if survived else 0,
            statuses_of=classes.statuses[0].size,
        ),
        ladder=replace(today.ladder, ages=age_step.size, statuses=status_step.size, by_sex=len(sexes) > 1),
    )
