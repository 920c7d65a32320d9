"""What a command needs of the place that it is started in, before anything else."""

import io
import os
import sys
from pathlib import Path

from .say import fail


def prepare() -> None:
    """Mend it, or say what is to be done."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal may have no letters for a student's name.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        Path.home()
    except RuntimeError:  # a user who is a number alone, as in a container: Jupyter wants one
        os.environ["HOME"] = "/"
    try:
        Path.cwd()
    except OSError:
        fail("this folder cannot be read, or was removed: start the command in another one.")
