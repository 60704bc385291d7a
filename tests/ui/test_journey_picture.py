"""Where the journey's marks and words stand: no two words on each other, everything inside, the order kept."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ui.models.journey import Box, Item, Kind, Names, Picture, Sizes, add_quarters, in_order, picture, reach

TODAY = date(2026, 11, 21)
NAMES = Names("Sista dagar", "Rättslig ställning", lambda day: f"{day:%b}", lambda day: f"{day:%b %Y}")
SIZES = Sizes()


def wide(text: str, role: str) -> int:
    return len(text) * (8 if role == "smallstrong" else 7)


def item(kind: Kind, begins: date, ends: date | None = None, words: str = "Sfi", lane: str = "", key: str = "") -> Item:
    return Item(key or f"{kind}{begins}{words}", kind, words, f"{words} {begins}", begins, ends, lane)


@st.composite
def journeys(draw: st.DrawFn) -> list[Item]:
    """Items of a few years, with words of every length, some lanes, some days far away."""
    days = st.dates(date(2021, 1, 1), date(2031, 12, 31)) | st.dates(date(1900, 1, 1), date(2199, 12, 31))
    made = []
    for number in range(draw(st.integers(0, 24))):
        kind = draw(st.sampled_from(list(Kind)))
        begins = draw(days)
        length = draw(st.none() | st.integers(0, 900))
        ends = None if length is None or kind is Kind.FLAG else begins + timedelta(days=length)
        words = "x" * draw(st.integers(1, 70))
        lane = draw(st.sampled_from(["Kommunen", "Regionen"])) if kind is Kind.BAR else ""
        made.append(Item(str(number), kind, words, words, begins, ends, lane))
    return list(in_order(made))


def collisions(drawn: Picture) -> list[tuple[str, str]]:
    """Pairs whose words stand on words, or on another's mark, in the rows of lanes."""
    met = []
    for place, one in enumerate(drawn.placed):
        for other in drawn.placed[place + 1 :]:
            marks = one.label.meets(other.mark) or other.label.meets(one.mark)
            if one.label.meets(other.label) or marks:
                met.append((one.item.words, other.item.words))
    return met


@given(items=journeys(), width=st.integers(480, 1600), scale=st.sampled_from([100, 150]), years=st.sampled_from([0, 3]))
@settings(max_examples=60, deadline=None)
def test_no_words_lie_on_each_other_and_all_is_inside(items: list[Item], width: int, scale: int, years: int) -> None:
    drawn = picture(items, TODAY, width, lambda text, role: wide(text, role) * scale // 100, NAMES,
                    SIZES.scaled(scale), years=years)  # fmt: skip
    assert collisions(drawn) == []
    whole = Box(0, 0, width, drawn.height)
    for one in drawn.placed:
        for box in (one.mark, one.label):
            assert box.width > 0
            assert box.x >= drawn.axis.left
            assert box.right <= whole.right
            assert drawn.top <= box.y
            assert box.bottom <= whole.bottom
    shown = [one.item for one in drawn.placed]
    assert shown == [one for one in items if one in shown], "the order is that of the table"
    assert len(shown) + drawn.outside == len(items)


@given(items=journeys(), width=st.integers(480, 1600))
@settings(max_examples=40, deadline=None)
def test_the_axis_is_read_without_words_on_each_other_and_days_come_back(items: list[Item], width: int) -> None:
    drawn = picture(items, TODAY, width, wide, NAMES, SIZES)
    labels = [line.label for line in drawn.grid if line.label is not None]
    for one, other in zip(labels, labels[1:], strict=False):
        assert not one.meets(other)
    assert all(box.right <= width for box in labels)
    axis = drawn.axis
    days = [axis.first + timedelta(days=step) for step in range(0, (axis.last - axis.first).days, 50)]
    assert [axis.x(day) for day in days] == sorted(axis.x(day) for day in days), "later days lie to the right"
    assert axis.day(axis.left - 40) == axis.first
    assert axis.day(axis.right + 40) == axis.last
    for day in days:
        a_pixel = timedelta(days=(axis.last - axis.first).days // (axis.right - axis.left) + 1)
        assert abs(axis.day(axis.x(day)) - day) <= a_pixel


def test_words_stand_in_their_mark_beside_it_or_under_it() -> None:
    course = item(Kind.BAR, date(2026, 2, 1), date(2026, 10, 1), "Sfi C", "Kommunen")
    short = item(Kind.BAR, date(2026, 1, 12), date(2026, 1, 14), "bosatt 12 jan", "Regionen")
    late = item(Kind.BAR, date(2027, 5, 1), date(2027, 5, 3), "väntar på en tid", "Regionen")
    brief = item(Kind.PERIOD, date(2025, 10, 1), date(2025, 10, 9), "Asylsökande")
    drawn = picture(in_order([course, short, late, brief]), TODAY, 900, wide, NAMES, SIZES)
    placed = {one.item.words: one for one in drawn.placed}
    assert placed["Sfi C"].inside
    assert placed["bosatt 12 jan"].label.x > placed["bosatt 12 jan"].mark.right
    assert placed["väntar på en tid"].label.right < placed["väntar på en tid"].mark.x
    assert placed["Asylsökande"].label.y > placed["Asylsökande"].mark.y
    found = drawn.at(placed["Sfi C"].mark.x + 1, placed["Sfi C"].mark.y + 1)
    assert found is not None
    assert found.item == course
    assert drawn.at(0, 0) is None


def test_a_flag_near_the_edge_has_its_words_to_the_left() -> None:
    early, late = item(Kind.FLAG, date(2026, 12, 1), words="tid"), item(Kind.FLAG, date(2027, 6, 29), words="sista dag")
    drawn = picture(in_order([early, late]), TODAY, 700, wide, NAMES, SIZES)
    first, last = drawn.placed
    assert first.label.x == first.mark.right
    assert last.label.right == last.mark.x


def test_what_is_shown_are_whole_quarters_with_time_ahead_or_some_years_around_today() -> None:
    assert reach([], TODAY) == (date(2026, 10, 1), date(2027, 6, 30))
    begun = item(Kind.PERIOD, date(2025, 7, 4))
    assert reach([begun], TODAY)[0] == date(2025, 7, 1)
    ages_ago = item(Kind.PERIOD, date(1950, 1, 1), date(2199, 12, 31))
    first, last = reach([ages_ago], TODAY)
    assert (first.year, last.year) == (2011, 2034), "one wrong day does not press everything else together"
    assert reach([ages_ago], TODAY, 1) == (date(2026, 7, 1), date(2027, 6, 30))
    assert reach([ages_ago], TODAY, 5) == (date(2025, 7, 1), date(2030, 6, 30))
    assert reach([], date.min)[0] == date(1920, 1, 1), "a clock that shows nonsense draws a picture all the same"
    assert reach([], date.max)[0] == date(2180, 10, 1)
    assert add_quarters(date(2026, 10, 1), 1) == date(2027, 1, 1)


def test_a_journey_without_items_is_an_axis() -> None:
    drawn = picture((), TODAY, 800, wide, NAMES, SIZES)
    assert drawn.placed == ()
    assert drawn.height > 0
    assert [line.words for line in drawn.grid][:2] == ["Oct 2026", "2027"]
