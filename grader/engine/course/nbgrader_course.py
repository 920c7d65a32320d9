"""The nbgrader course that this repository is: its settings, and nbgrader made ready to run."""

import os
import sysconfig
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[3]


def course_config() -> Config:
    """Read nbgrader_config.py of this repository."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()


def put_scripts_on_path() -> None:
    """See to it that nbgrader can make a gradebook.

    It starts `alembic` by its bare name, so this Python's scripts must be on PATH even where
    nobody activated its environment.
    """
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
