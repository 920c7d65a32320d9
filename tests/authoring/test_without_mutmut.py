"""`grader mutate` where what makes the mutants is not installed."""

import sys

import pytest
from typer.testing import CliRunner

from grader.engine.authoring.folder import Folder
from grader.engine.cli import app


@pytest.mark.parametrize("missing", ["libcst", "mutmut"])
def test_what_makes_the_mutants_is_named_where_it_is_missing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    """With the command that installs it, and no traceback."""
    for name in [n for n in sys.modules if n.startswith("grader.engine.authoring.muta")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [n for n in sys.modules if n.partition(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    CliRunner().invoke(app, ["build", "means", "--course", str(folder.root), "--until", "cases"])
    said = CliRunner().invoke(app, ["mutate", "means", "--course", str(folder.root)])
    assert said.exit_code == 2
    assert "pip install 'layerwise[dev]'" in said.output
