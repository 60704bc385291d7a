"""Which backups are kept and when one is due: whatever the moments are, the newest stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain import backups

NOW = datetime(2026, 11, 22, 9, 10, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 900 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)), unique=True, max_size=400
)


@settings(max_examples=60, deadline=None)
@given(MOMENTS)
def test_the_newest_stays_and_keeping_twice_changes_nothing(moments: list[datetime]) -> None:
    stay = backups.kept(moments, now=NOW)
    assert stay <= set(moments)
    older = {made for made in stay if made <= NOW - backups.FRESH}
    assert len(older) <= backups.HALF_HOURS + backups.DAYS + backups.MONTHS
    assert {made for made in moments if made > NOW - backups.FRESH} <= stay
    assert not moments or max(moments) in stay
    assert backups.kept(stay, now=NOW) == stay
    assert backups.kept(reversed(moments), now=NOW) == stay
    assert all(made > NOW - backups.OLDEST for made in stay - {max(moments, default=NOW)})


@settings(max_examples=40, deadline=None)
@given(MOMENTS)
def test_every_recent_month_day_and_half_hour_that_had_one_still_has_one(moments: list[datetime]) -> None:
    stay = backups.kept(moments, now=NOW)
    for made in moments:
        if made > NOW - timedelta(days=29):
            assert any(one.date() == made.date() for one in stay)
        if made > NOW - timedelta(days=300):
            assert any((one.year, one.month) == (made.year, made.month) for one in stay)


def test_a_working_year_of_half_hours_is_thinned_to_48_30_and_12() -> None:
    every_half_hour = [NOW - timedelta(minutes=30 * number) for number in range(2 * 24 * 360)]
    stay = sorted(backups.kept(every_half_hour, now=NOW), reverse=True)
    assert stay[:48] == every_half_hour[:48]
    assert len({made.date() for made in stay if made > NOW - timedelta(days=29)}) == 30
    assert len({(made.year, made.month) for made in stay}) == 12


def test_a_readable_export_is_known_by_its_name_and_of_its_own_register() -> None:
    group = "7c1f3f0a-0000-4000-8000-000000000000"
    for of in ("", group):
        file = Path(backups.export_name("register-1", NOW, of))
        found = backups.read_export_name(file, "register-1")
        assert found is not None
        assert (found.path, found.made) == (file, NOW)
        assert bool(found.group) == bool(of)
        assert backups.read_export_name(file, "register-2") is None
    assert backups.read_export_name(Path("readable.age"), "register-1") is None


def test_a_backup_of_long_ago_stays_when_it_is_the_only_one() -> None:
    ages_ago = NOW - timedelta(days=3000)
    assert backups.kept([ages_ago], now=NOW) == {ages_ago}
    assert backups.kept([ages_ago, NOW], now=NOW) == {NOW}


def test_a_backup_is_due_after_half_an_hour_and_when_the_last_one_lies_in_the_future() -> None:
    assert backups.due(None, now=NOW)
    assert not backups.due(NOW - timedelta(minutes=29), now=NOW)
    assert backups.due(NOW - timedelta(minutes=30), now=NOW)
    assert backups.due(NOW + timedelta(days=1), now=NOW)
    assert not backups.due(NOW + timedelta(minutes=1), now=NOW)


def test_a_name_tells_which_register_when_and_where_its_log_ended() -> None:
    name = backups.file_name("0192f0c0-0000-7000-8000-0000abcdef12", NOW, 117, b"\x0a\x0b\x0c\x0d\x0e")
    assert name == "register-abcdef12-20261122T091000Z-117-0a0b0c0d.age"
    read = backups.read_name(Path("/kopior") / name, "0192f0c0-0000-7000-8000-0000abcdef12")
    assert read == backups.BackupFile(Path("/kopior") / name, NOW, 117, "0a0b0c0d")
    assert read.name == name
    assert backups.read_name(Path(name)) is not None
    assert backups.read_name(Path(name), "0192f0c0-0000-7000-8000-0000abcdef13") is None
    assert backups.read_name(Path(name.replace("20261122T09", "20261322T09"))) is None
    assert backups.read_name(Path("register.db")) is None
