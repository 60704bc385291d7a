"""What an attacker with every release in hand may not learn, at small sizes. Numbers are those of the attack list."""

import random
from collections import Counter
from dataclasses import asdict
from statistics import fmean, stdev

import pytest
from scipy.stats import chi2

from caseworker import wire
from caseworker.domain.counts.dataset import dataset
from caseworker.domain.counts.ladder import LadderLock
from caseworker.domain.counts.noise import PTABLE_SHA256, cell_number, parse_ptable, person_key
from caseworker.domain.counts.protection import CountedPerson
from caseworker.domain.person import Sex
from caseworker.errors import Refused
from tests.counts.offices import CLASSES, PTABLE, SECRET, months, office, person_id, sent, table
from tests.counts.test_wire import HEAD, PRIVATE

FEW = ["ASYL", "TILLST", "NY-FLY", "NY-ANK", "GYM", "PAPPERSL"]


def drawn(size: int, seed: int) -> list[int]:
    """Return the noise of many cells of one size, each with its own people."""
    rng = random.Random(seed)
    noise = []
    for _ in range(2500):
        keys = sorted(person_key(SECRET, person_id(rng)) for _ in range(size))
        noise.append(PTABLE.draw(size, cell_number(SECRET, keys)))
    return noise


# its code is covered by the other tests; traced line by line it takes three times as long
@pytest.mark.no_cover
def test_a1_no_random_table_publishes_a_one_or_a_two() -> None:
    rng = random.Random(1)
    published = [
        cell.sent
        for seed in range(700)
        for cell in table(office(rng.randint(10, 130), seed, statuses=FEW)).cells
        if cell.sent is not None
    ]
    assert len(published) > 5_000
    assert not {1, 2} & set(published)


def test_a2_the_same_people_give_the_same_figures_in_any_order_and_month() -> None:
    people = office(300, 2, statuses=FEW)
    shuffled = random.Random(9).sample(people, len(people))
    figures = {tuple(sent(table(rows, period=period)).items()) for rows in (people, shuffled) for period in months(6)}
    assert len(figures) == 1


def test_a2_the_same_people_give_the_same_figure_wherever_they_are_the_cell() -> None:
    women = [person for person in office(200, 3, statuses=["ASYL"]) if person.sex is Sex.WOMAN and not person.protected]
    men = [person for person in office(200, 4, statuses=["NY-FLY"]) if person.sex is Sex.MAN and not person.protected]
    asylum = [CountedPerson(one.person, one.sex, one.age, "ASYL", protected=False) for one in women]
    settled = [CountedPerson(one.person, one.sex, one.age, "NY-FLY", protected=False) for one in men]
    other = [CountedPerson(person_id(random.Random(5)), Sex.UNKNOWN, 30, None, protected=False)]
    cells = {(cell.status, cell.sex): cell for cell in table([*asylum, *settled, *other]).cells if cell.age == "total"}
    assert cells["total", "woman"].sent is not None
    assert {cell.sent for (_, sex), cell in cells.items() if sex == "woman" and cell.true == len(asylum)} == {
        cells["total", "woman"].sent
    }


def test_a3_averaging_two_years_gains_nothing() -> None:
    lock: LadderLock | None = None
    people = office(400, 6, statuses=FEW)
    sums: Counter[tuple[str, str, str]] = Counter()
    once: list[int] = []
    for period in months(24):
        lock = None if period.endswith("-01") else lock
        month = table(people, period=period, lock=lock)
        lock = month.lock
        errors = {(c.status, c.age, c.sex): c.sent - c.true for c in month.cells if c.sent is not None}
        once = once or list(errors.values())
        sums.update(errors)
        sums.update(dict.fromkeys(errors, 0))
    averaged = fmean((error / 24) ** 2 for error in sums.values()) ** 0.5
    assert averaged >= 0.95 * fmean(error**2 for error in once) ** 0.5
    assert averaged > 0.5


def test_a4_nobody_can_tell_from_one_figure_whether_one_more_is_in_the_cell() -> None:
    def law(count: int) -> dict[int, float]:
        row, space = min(count, 8), 10**8 * 2**64
        edges = [0, *PTABLE.thresholds[row]]
        shares = [(high - low) / space for low, high in zip(edges, edges[1:], strict=False)]
        return {count + noise: share for noise, share in zip(PTABLE.noise[row], shares, strict=True)}

    for count in range(30):
        without, with_her = law(count), law(count + 1)
        apart = sum(abs(without.get(n, 0) - with_her.get(n, 0)) for n in set(without) | set(with_her)) / 2
        assert apart / 2 <= 0.30, count  # the best guess beats a coin by this much


def test_a6_a_published_zero_proves_no_empty_group() -> None:
    hidden = Counter(
        cell.true for seed in range(150) for cell in table(office(140, seed, statuses=FEW)).cells if cell.sent == 0
    )
    assert hidden[1] > 20
    assert hidden[2] > 20


def test_a6_a_whole_group_in_one_status_is_not_shown_as_such() -> None:
    """Every man is an asylum seeker: the empty neighbours would say so, and the statuses are merged away."""
    people = [
        CountedPerson(one.person, one.sex, one.age, "ASYL" if one.sex is Sex.MAN else one.status, one.protected)
        for one in office(200, 8, statuses=FEW)
        if not one.protected
    ]
    assert table(people).survived.statuses == 1


def test_a8_a_restored_backup_makes_bit_identical_releases() -> None:
    people = office(300, 10, statuses=FEW)
    january = table(people, period="2026-01")
    restored_lock = LadderLock(**asdict(january.lock))
    made = [
        wire.seal_release(HEAD, dataset(table(rows, period="2026-02", lock=lock), CLASSES), PRIVATE)
        for rows, lock in ((people, january.lock), (list(reversed(people)), restored_lock))
    ]
    assert made[0] == made[1]


def test_a8_a_new_secret_cannot_release_an_old_period_again() -> None:
    people = office(300, 10, statuses=FEW)
    with pytest.raises(Refused) as refused:
        table(people, period="2026-01", secret=bytes(32), lock=table(people, period="2026-01").lock)
    assert refused.value.code == "counts.secret_changed"


def test_a10_the_same_people_get_other_noise_in_another_office() -> None:
    people = office(400, 11, statuses=FEW)
    here, there = sent(table(people)), sent(table(people, secret=bytes(32)))
    assert sum(here[cell] != there[cell] for cell in here) > len(here) / 4


def test_a11_the_bytes_that_leave_hold_neither_persons_nor_secrets_nor_true_figures() -> None:
    people = office(400, 12, statuses=FEW)
    protected = table(people)
    raw = wire.seal_release(HEAD, dataset(protected, CLASSES), PRIVATE)
    secrets_ = [SECRET, PRIVATE, *(person_key(SECRET, person.person) for person in people)]
    needles = [person.person for person in people] + [secret.hex() for secret in secrets_]
    needles += [protected.lock.secret_mark]
    assert not [needle for needle in needles if needle.encode() in raw]
    figures = wire.open_release(raw).dataset["value"]
    assert figures == [cell.sent for cell in protected.cells]
    assert figures != [cell.true for cell in protected.cells]


def test_a11_a_table_printed_by_mistake_shows_no_true_figure() -> None:
    shown = repr(table(office(97, 13, statuses=FEW)))
    assert "sent=" in shown
    assert "true=" not in shown


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6, 8, 20])
def test_a12_the_noise_has_no_drift_and_no_more_spread_than_promised(size: int) -> None:
    noise = drawn(size, seed=size)
    error = stdev(noise) / len(noise) ** 0.5
    assert abs(fmean(noise)) <= 3 * error
    assert stdev(noise) ** 2 <= 3.0 * 1.15


def test_a12_the_cell_numbers_are_uniform() -> None:
    rng = random.Random(12)
    bins = Counter(cell_number(SECRET, [person_key(SECRET, person_id(rng))]) >> 59 for _ in range(6400))
    statistic = sum((bins[place] - 200) ** 2 / 200 for place in range(32))
    assert statistic < chi2.ppf(0.999, 31)


def test_a14_a_kinder_table_is_refused_even_when_it_is_well_formed() -> None:
    kinder = "n,noise,probability\n" + "".join(f"{n},0,1.00000000\n" for n in range(9))
    with pytest.raises(Refused) as refused:
        parse_ptable(kinder.encode())
    assert refused.value.code == "counts.ptable_tampered"
    assert PTABLE.sha256 == PTABLE_SHA256
