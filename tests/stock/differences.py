"""Where our marks are meant to differ from nbgrader's, and why; everything else must be equal."""

from tests.stock.compare import Difference

DIFFERENCES: tuple[Difference, ...] = ()
