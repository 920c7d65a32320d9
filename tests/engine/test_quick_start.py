"""What a process of the grader does not load."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "first", ["grader.engine.run.pool", "grader.engine.cli.autograde", "grader.engine.run.cluster"]
)
def test_no_grammar_is_built_at_a_start(first: str) -> None:
    """Whether a command begins, or a process that judges: by whatever name it was started."""
    code = f"import {first}, nbformat, sys; print('lark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
