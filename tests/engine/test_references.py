"""A reference in the judge's process: imported from its folder, and gone again."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from grader.engine.course.references import References
from tests.stock.course import put


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Another course's reference, which imports by either name."""
    home = tmp_path / "solutions" / "tides"
    put(home / "heights.py", "LOW = 2\n\n\ndef height(day):\n    return LOW + day\n")
    put(
        home / "__init__.py",
        "import functools\n\nfrom solutions.tides.heights import LOW, height\n\n\n"
        "def week(first):\n    return [height(first + day) for day in range(7)]\n\n\n"
        "rise = functools.partial(height, LOW)\n",
    )
    return home


def test_a_reference_answers_wherever_it_lies(home: Path) -> None:
    """Also when its folder has gone, and beside another course's solutions."""
    references = References(home, ("height", "week", "rise"))
    references.prepare()
    home.rename(home.with_name("gone"))
    assert references.value_of("week", (1,), {}) == [3, 4, 5, 6, 7, 8, 9]
    assert references.helpers_of("week") == {"height"}
    assert [one.name for one in references.parameters_of("height")] == ["day"]


def test_a_function_without_a_text_of_its_own_calls_nothing(home: Path) -> None:
    """It can be checked all the same."""
    references = References(home, ("height", "rise"))
    assert references.helpers_of("rise") == frozenset()
    assert references.value_of("rise", (), {}) == 4


def test_no_module_of_that_name_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process has imported as solutions is there as before."""
    for name in ("solutions", "solutions.network"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    before = {name: one for name, one in sys.modules.items() if name.startswith("solutions")}
    References(home, ("week",)).prepare()
    after = {name: one for name, one in sys.modules.items() if name.startswith("solutions")}
    assert {"solutions", "solutions.network"} <= before.keys()
    assert after == before
