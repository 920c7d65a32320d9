"""The marks of one student's notebooks as Classroom 50's `result.json`, classroom50/result/v1.

Its points are whole numbers. Where ours are not, all of them are counted in tenths or hundredths:
the score is the same part of the maximum.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from grader.engine.errors import NoRunner

# What the runner says to an autograder, by the field that it goes into.
SAID = {
    "classroom": ("CLASSROOM",),
    "assignment": ("ASSIGNMENT",),
    "assignment_type": ("ASSIGNMENT_TYPE",),
    "owner": ("OWNER", "USERNAME"),
    "submission": ("SUBMISSION_TAG",),
    "commit": ("COMMIT_URL",),
    "release": ("RELEASE_URL",),
    "review": ("REVIEW_URL", "COMMIT_URL"),
}


def identity() -> dict[str, str]:
    """Give what the runner says of the submission.

    Raises:
        NoRunner: it has not said all of it.
    """
    found = {
        field: next((value for name in names if (value := os.environ.get(name))), "")
        for field, names in SAID.items()
    }
    if missing := [SAID[field][0] for field, value in found.items() if not value]:
        raise NoRunner(
            f"--to classroom50 is for its autograder.py, to which the runner says "
            f"{', '.join(missing)}; the environment does not."
        )
    return found


def result(who: dict[str, str], tests: Iterable[tuple[str, float | None, float, str]]) -> Any:
    """Give result.json.

    Args:
        who: as `identity` gives it.
        tests: name, points (None where a person decides them), most points, what is said of it.
    """
    every = list(tests)
    scale = next((s for s in (1, 10) if all(_whole(t, s) for t in every)), 100)
    told = [
        {
            "test-name": name,
            "passed": points is not None and points >= most,
            "score": round((points or 0.0) * scale),
            "max-score": round(most * scale),
            "output": said,
        }
        for name, points, most, said in every
    ]
    return {
        "schema": "classroom50/result/v1",
        **who,
        "datetime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(one["score"] for one in told),
        "max-score": sum(one["max-score"] for one in told),
        "tests": told,
    }


def _whole(test: tuple[str, float | None, float, str], scale: int) -> bool:
    return all(
        abs(number * scale - round(number * scale)) < 1e-6 for number in (test[1] or 0.0, test[2])
    )
