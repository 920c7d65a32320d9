"""An author's course, in a folder of its own, that the kit has never heard of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.engine.authoring.build import build
from grader.engine.authoring.folder import Folder, find_folder
from grader.engine.authoring.new import start
from grader.engine.errors import AuthorError

NAME = "means"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """What `grader new means` writes."""
    start(tmp_path / "course", NAME)
    return find_folder(tmp_path / "course", NAME)


Refused = Callable[..., str]


@pytest.fixture
def refused(folder: Folder) -> Refused:
    """Change one of the author's files, and give what the build says of it."""

    def change(file: str, old: str, new: str, until: str = "cases") -> str:
        path = folder.home / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(AuthorError) as caught:
            build(find_folder(folder.root, NAME), lambda said: None, until=until)
        return str(caught.value)

    return change
