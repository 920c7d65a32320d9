"""The part of a course's settings that goes to the processes that grade.

nbgrader_config.py is a program: a late penalty may be a class that is written in it, a filter a
lambda. Neither can be handed to another process, or to another machine. Most of them nobody needs
there: penalties and pages are the writer's.
"""

import copy
import pickle
import re
from collections.abc import Iterable
from typing import Any

from traitlets.config import Config

from grader.engine.errors import CourseError

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def portable(config: Config, classes: Iterable[type]) -> Config:
    """Take the settings that can be handed to another process.

    Args:
        config: the course's.
        classes: what is made of them there.

    Raises:
        CourseError: one that is needed there cannot be handed over.
    """
    needed = {one.__name__ for each in classes for one in each.__mro__}
    kept = Config()
    for section, settings in config.items():
        for name, value in settings.items() if isinstance(settings, Config) else ():
            if _travels(value):
                kept[section][name] = copy.deepcopy(value)
            elif section in needed:
                raise CourseError(
                    f"c.{section}.{name} in nbgrader_config.py is, or holds, something that is "
                    "written in this file itself, which no other process can load. Put it into a "
                    f"module beside it, mine.py, and write c.{section}.{name} with "
                    '"mine.<its name>".'
                )
    return kept


def named(config: Config) -> str:
    """Write settings down, the same in every run."""
    return ADDRESS.sub("", repr(config))


def _travels(value: Any) -> bool:
    try:
        pickle.dumps(value)
    except Exception:  # whatever an object's own methods say
        return False
    return True
