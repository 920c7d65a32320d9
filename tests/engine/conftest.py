"""For the tests of the engine."""

from collections.abc import Iterator

import pytest

from grader.engine.sandbox import walls


@pytest.fixture(scope="session", autouse=True)
def root_may_stay_root() -> Iterator[None]:
    """Where a test drops the wall of users, a worker that stays root takes one capability more for
    its map of users.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walls, "KEPT", (*walls.KEPT, "CAP_SETFCAP"))
        yield
