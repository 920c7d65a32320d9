"""What hostile submissions try on what all sandboxes share, tried with the walls and without."""

import pytest

from grader.engine.sandbox.inside.confine import ALL, Wall
from grader.engine.sandbox.limits import Limits
from grader.engine.sandbox.start import Sandbox
from tests.tricks.sharing import ATTEMPTS, BEGIN
from tests.walls import LEVELS, attempt, needs_walls

pytestmark = needs_walls
# Without these each finds something; /dev is bubblewrap's, and test_walls.py drops it.
DROPPED = {Wall.SYSTEM_CALLS, Wall.FILES, Wall.LIMITS, Wall.USER}
NOT_HERE = {"36_terminals"}


@pytest.fixture(scope="module", params=LEVELS)
def closed(request: pytest.FixtureRequest) -> dict[str, str]:
    """What each attempt comes to behind the walls of a level."""
    return tried(LEVELS[request.param])


@pytest.fixture(scope="module")
def opened() -> dict[str, str]:
    """What each comes to with walls dropped."""
    return tried(ALL - DROPPED)


def tried(walls: frozenset[Wall]) -> dict[str, str]:
    """Each attempt's `got`, in a worker of its own."""
    found = {}
    with Sandbox(Limits(), walls=walls) as sandbox:
        for name, (_, code) in ATTEMPTS.items():
            with sandbox.worker({}) as worker:
                found[name] = attempt(worker, f"{BEGIN}{code}\nprint(got)")
    return found


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nothing_is_got(closed: dict[str, str], name: str) -> None:
    """Nothing that is shared can be changed, held or asked about."""
    assert closed[name] == "False"


@pytest.mark.parametrize("name", sorted(ATTEMPTS.keys() - NOT_HERE))
def test_without_the_walls_something_is(opened: dict[str, str], name: str) -> None:
    """The attempts are real ones."""
    assert opened[name] == "True"
