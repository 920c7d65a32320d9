"""Every error that Layerwise raises on purpose.

LayerwiseError
├── DataError            a data set that cannot be used
├── NoAssignment         no file of cases lies beside the notebook
├── MissingFunction      a notebook's own function that is not there yet
├── NotReleased          what came with the notebooks is not here any more
├── NotWritable          a file cannot be written beside the notebooks
├── NoSuchCheck          `check` was given something that is no step of the course
└── Interrupted          a check was stopped while the function was running

CheckFailed (an AssertionError) is the verdict of a check, not a fault: see check.py.
"""

KIT = "layerwise"  # as it is installed


class LayerwiseError(Exception):
    """What was expected, what came, and what to do next.

    section: of troubleshooting.md, which lies beside the notebooks; empty where none says more.
    """

    section = ""

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the message alone: the traceback would only lead into this package."""
        more = f"\nMore in troubleshooting.md: {self.section}" if self.section else ""
        return [f"{type(self).__name__}: {self}{more}"]


class DataError(LayerwiseError):
    """A data file is missing, or does not hold what a data set of the course holds."""


class NoAssignment(LayerwiseError):
    """There is no file of cases beside the notebook, or it cannot be read."""

    section = "public.h5 is not in this folder"


class MissingFunction(LayerwiseError):
    """A function of an earlier notebook is missing, or is still its stub."""

    section = "The check still sees my old code"


class NotReleased(LayerwiseError):
    """A notebook, or the file of what came with the notebooks, is not there or not readable."""

    section = "A check or a stub is gone, or was changed"


class NotWritable(LayerwiseError):
    """Nothing can be written beside the notebooks."""


class NoSuchCheck(LayerwiseError):
    """`check` was given something that is not a function of the course."""


class Interrupted(LayerwiseError):
    """A check was stopped by hand while the learner's function was running."""

    section = "A cell does not come to an end"
