"""Which walls this machine offers to the tests.

The sample class is ours and harmless: where a wall is missing it is graded without. The tests
of the walls themselves, and the hostile submissions, are then skipped; on CI they fail.
"""

import os
import sys

import pytest

from grader.engine.limits import Limits
from grader.engine.walls import examine

STAND = all(wall.stands for wall in examine())
LIMITS = Limits(walls=STAND)
AUTOGRADE = [sys.executable, "-m", "grader.engine.cli", "autograde"]
if not STAND:
    AUTOGRADE.append("--unsafe-no-sandbox")

needs_walls = pytest.mark.skipif(
    not STAND and "CI" not in os.environ, reason="this machine lacks a wall: see grader doctor"
)
