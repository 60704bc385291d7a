"""What happened to a person by the rows of her file, as the words of the law follow from it."""

from datetime import date

from caseworker.domain.happenings import Happening, Happens, Sign, Thing, of_file
from caseworker.domain.rows import InterventionRow, TickRow

SEEN = date(2026, 11, 20)


def test_evidence_that_was_seen_happened_on_its_day() -> None:
    ticks = (TickRow("antagen", SEEN, "Maj Ekholm"),)
    row = InterventionRow("i", "sfi-kurs", "utbildning", "kommunen", "accepted", SEEN, None, None, "", 1, ticks=ticks)
    assert of_file((row,), (), ()) == (
        Happening(Sign(Thing.INTERVENTION, "sfi-kurs", Happens.EVIDENCE, "antagen"), SEEN),
    )
