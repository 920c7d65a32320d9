"""What a student hands in takes the place of no module of the instructor's."""

import pytest

from grader.engine.course.submitted import beside

OURS = {"checks.py": b"ours", "helpers/text.py": b"ours", "tools/__init__.py": b"ours"}


@pytest.mark.parametrize(
    "name",
    [
        "checks/__init__.py",
        "checks/__init__.pyc",
        "checks.cpython-311-x86_64-linux-gnu.so",
        "checks.abi3.so",
        "__pycache__/checks.cpython-311.pyc",
        "checks/__pycache__/__init__.cpython-311.pyc",
        "helpers.py",
        "helpers.so",
        "helpers/__init__.py",
        "helpers/text/__init__.py",
        "helpers/__pycache__/text.cpython-311.pyc",
        "tools.py",
        "tools/__init__.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_python_would_import_in_its_place_is_left_out(name: str) -> None:
    """Packages, compiled code, what was compiled before, and what makes a folder a package."""
    assert beside({name: b"theirs"}, OURS) == OURS


@pytest.mark.parametrize(
    "name",
    [
        "mine.py",
        "checks/data.csv",
        "checks.txt",
        "helpers/mine.py",
        "tools/data.npy",
        "a/checks.py",
    ],
)
def test_all_else_stays(name: str) -> None:
    """Data, and modules of other names, or elsewhere."""
    assert beside({name: b"theirs"}, OURS) == {name: b"theirs", **OURS}
