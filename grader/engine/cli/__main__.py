"""`python -m grader.engine.cli` is the command `grader`."""

from . import app

app()
