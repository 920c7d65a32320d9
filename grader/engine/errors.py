"""Every error that an instructor's command raises on purpose. Each is told in one sentence.

LayerwiseError              grader/errors.py, with those that a learner meets
├── AuthorError             an author's folder does not fit together
├── CourseError             a folder is no course that can be graded
├── CourseNotBuilt          what was released, or the hidden cases, are not there
├── SubmittedFolderError    a folder of submissions cannot be used
├── NothingToGrade          no file is a notebook of the assignment
├── GradebookError          a gradebook cannot be used as it is
├── ExtensionsError         a table of extensions cannot be read
├── NamesUnreadable         a file of names cannot be read
├── NoWalls                 no level of isolation stands on this machine
├── SandboxError            the sandbox itself failed
│   └── WorkerKilled        a worker was ended from outside
├── PoolBroken              no process can be had in which to grade
├── ClusterError            a cluster cannot be used, or is lost
├── OutBusy                 another run writes to the same place
├── CannotGrade             a mark must be left open, in nbgrader's own autograde
├── RosterError             a list of students cannot be used
├── SourceError             what was downloaded cannot be read
├── NoSuchAssignment        a course has no such assignment
├── NoSuchZone              a name of no timezone
├── CannotExport            there is nothing that could be exported so
├── NoFeedback              there is no feedback that could be packed
├── NoRunner                Classroom 50's runner has not said whose work this is
├── CannotSend              nothing can be sent to an LMS
│   └── ConnectionLost      no answer came
└── MarkRefused             an LMS does not take one student's mark

What never reaches a user is no LayerwiseError, and stands where it is raised and caught: that a
worker has gone, that an allowance is spent, that a file is no notebook.
"""

from grader.errors import LayerwiseError


class AuthorError(LayerwiseError):
    """Something in an author's folder does not fit together; the message says what and where."""


class CourseError(LayerwiseError):
    """The folder is no course that can be graded; the message says what is missing."""


class CourseNotBuilt(LayerwiseError):
    """The released notebooks or the hidden cases are not there."""


class SubmittedFolderError(LayerwiseError):
    """The folder of submissions cannot be used."""


class NothingToGrade(LayerwiseError):
    """No file is a notebook of the assignment."""


class GradebookError(LayerwiseError):
    """The gradebook cannot be used as it is."""


class ExtensionsError(LayerwiseError):
    """The table of extensions cannot be read."""


class NamesUnreadable(LayerwiseError):
    """The file of names cannot be read."""


class NoWalls(LayerwiseError):
    """No level of isolation stands here; the message says what is missing, and what mends it."""


class SandboxError(LayerwiseError):
    """The sandbox itself failed; no student is to blame. It can be started again."""


class WorkerKilled(SandboxError):
    """A worker was ended from outside, or had no chance to run."""


class PoolBroken(LayerwiseError):
    """No process can be had in which to grade."""


class ClusterError(LayerwiseError):
    """The cluster cannot be used, or is lost; the message says what to do."""


class OutBusy(LayerwiseError):
    """Another run is writing to the same place."""


class CannotGrade(LayerwiseError):
    """A mark must be left open; nbgrader reports the submission as failed and goes on."""


class RosterError(LayerwiseError):
    """A list of students cannot be used."""


class SourceError(LayerwiseError):
    """A source cannot be read."""


class NoSuchAssignment(LayerwiseError):
    """A course has no such assignment."""


class NoSuchZone(LayerwiseError):
    """A name of no timezone."""


class CannotExport(LayerwiseError):
    """There is nothing that could be exported so."""


class NoFeedback(LayerwiseError):
    """There is no feedback that could be packed."""


class NoRunner(LayerwiseError):
    """Classroom 50's runner has not said whose work this is."""


class CannotSend(LayerwiseError):
    """Nothing can be sent, or nothing more."""


class ConnectionLost(CannotSend):
    """No answer came, so that nobody knows what the LMS has done."""


class MarkRefused(LayerwiseError):
    """The LMS does not take one student's mark; it may take the others'."""
