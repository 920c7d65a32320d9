"""What a hostile submission may cost judge and writer together."""

import pytest

from grader.engine.grading.work import Work
from grader.engine.run import grader as grading
from grader.engine.run.draw import drawn
from tests.bench.dearest import MOST_MEGABYTES, MOST_SECONDS, costs
from tests.hostile import TRICKS
from tests.walls import needs_walls

DEAR = [name for name in TRICKS if name.startswith(("31_", "37_")) or "dear" in name]
SLACK = 2.5  # a busy machine makes the same work take more processor time, too


@needs_walls
def test_no_submission_costs_more_than_it_may() -> None:
    """Processor time and memory of the dearest, with generous slack: never wall time."""
    found = costs(DEAR)
    assert [one.name for one in found] == DEAR
    dear = [one for one in found if one.seconds > SLACK * MOST_SECONDS]
    large = [one for one in found if one.megabytes > MOST_MEGABYTES]
    assert (dear, large) == ([], [])


@needs_walls
def test_the_measure_sees_what_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that wastes time and memory is dearer than the same one that does not."""

    def wasteful(graded: object, work: Work) -> object:
        kept = bytearray(400 * 2**20)
        sum(kept[: 20 * 2**20])
        return drawn(graded, work)

    monkeypatch.setattr(grading, "drawn", wasteful)
    (one,) = costs(["34_reads_ahead"])
    assert one.megabytes > MOST_MEGABYTES and one.seconds > 0.1
