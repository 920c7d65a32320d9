"""The docs say what the tests hold."""

from tests.stock.attacks import CLOSED, OPEN
from tests.stock.page import PAGE, page


def test_the_page_is_what_the_tests_hold() -> None:
    """docs/any-course-marks.md is generated from goldens, differences and attacks."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_attack_has_one_fate() -> None:
    """It earns nothing, or is known to pay, or cannot be closed."""
    assert not set(CLOSED) & set(OPEN)
