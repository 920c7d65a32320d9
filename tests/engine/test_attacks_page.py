"""The table of tricks and levels."""

from tests import attacks


def test_the_page_is_what_the_tricks_make() -> None:
    """docs/attacks.md is generated: python -m tests.attacks."""
    assert attacks.PAGE.read_text(encoding="utf-8") == attacks.page()
