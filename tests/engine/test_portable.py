"""Settings that a process that grades can be given, and those that it cannot."""

import pickle

import pytest
from nbgrader.preprocessors import LimitOutput
from traitlets.config import Config

from grader.engine.errors import CourseError
from grader.engine.grading.portable import named, portable

SAID = """
class Late:
    pass
c.AssignLatePenalties.plugin_class = Late
c.HTMLExporter.filters = {"shout": lambda text: text.upper()}
c.LimitOutput.max_lines = 3
"""


def config(text: str) -> Config:
    """Make settings as nbgrader_config.py does."""
    made = Config()
    exec(text, {"c": made, "__name__": "settings"})
    return made


def test_what_is_written_in_the_settings_themselves_stays_where_it_is_needed() -> None:
    """A penalty and a filter are the writer's; the rest goes to the processes."""
    sent = pickle.loads(pickle.dumps(portable(config(SAID), [LimitOutput])))
    assert sent == Config({"LimitOutput": {"max_lines": 3}})


def test_what_a_process_needs_and_cannot_be_given_is_told() -> None:
    """The message names the setting, and what to write."""
    with pytest.raises(CourseError, match=r"c\.LimitOutput\.max_lines .* a\s*module beside it"):
        portable(config("c.LimitOutput.max_lines = lambda: 3"), [LimitOutput])


def test_settings_are_written_down_alike_in_every_run() -> None:
    """Where an object lies in memory is no difference: nobody is graded anew for it."""
    assert named(config(SAID)) == named(config(SAID))
