"""The marks of one student's notebooks in the words of systems that run a grader of one's own.

Each takes what `grader grade --json` writes. A mark that a person decides is no zero there either:
it is left out of the sum, and said.
"""

from collections.abc import Callable, Iterator
from typing import Any

from .classroom50 import identity, result

Content = dict[str, Any]
OPEN = "A person decides this mark."


def gradescope(content: Content) -> Content:
    """Gradescope's /autograder/results/results.json: a test for each function."""
    tests = [
        {
            "name": f"{notebook['notebook']}: {one['function']}",
            "score": one["points"] or 0.0,
            "max_score": one["max_points"],
            "status": "passed" if one["outcome"] == "passed" else "failed",
            "output": _said(one),
            "output_format": "text",
            "visibility": "visible",
        }
        for notebook, one in _functions(content)
    ]
    return {
        "score": content["score"],
        "output": "\n".join(_notes(content)),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }


def prairielearn(content: Content) -> Content:
    """PrairieLearn's /grade/results/results.json: the score is a part of 1.

    A submission of which nothing could be read is not gradable: it costs no attempt.
    """
    functions = list(_functions(content))
    unreadable = all(notebook["problem"] for notebook in content["notebooks"])
    tests = [
        {
            "name": one["function"],
            "description": notebook["notebook"],
            "points": one["points"] or 0.0,
            "max_points": one["max_points"],
            "message": _said(one),
        }
        for notebook, one in functions
    ]
    said = "\n".join(_notes(content))
    most = content["max_score"]
    return {
        "gradable": not unreadable,
        "format_errors": [said] if unreadable else [],
        "score": content["score"] / most if most else 0.0,
        "message": said,
        "tests": tests,
    }


def classroom50(content: Content) -> Content:
    """Classroom 50's result.json: a test for each function, in whole points.

    Raises:
        NoRunner: it is not known whose work this is.
    """
    return result(
        identity(),
        (
            (f"{notebook['notebook']}: {one['function']}", one["points"], one["max_points"], said)
            for notebook, one in _functions(content)
            for said in ["\n".join(filter(None, (notebook["problem"], _said(one))))]
        ),
    )


SYSTEMS: dict[str, Callable[[Content], Content]] = {
    "gradescope": gradescope,
    "prairielearn": prairielearn,
    "classroom50": classroom50,
}


def _functions(content: Content) -> Iterator[tuple[Content, Content]]:
    for notebook in content["notebooks"]:
        for one in notebook["functions"]:
            yield notebook, one


def _said(one: Content) -> str:
    """Say of a function what its feedback page says, in lines."""
    if one["outcome"] == "passed":
        return f"all {one['cases']} hidden cases pass" if one["cases"] > 1 else "passed"
    lines = [one["outcome"], one["case"], one["why"], one["detail"], one["hint"]]
    if one["points"] is None:
        lines.append(OPEN)
    return "\n".join(line for line in lines if line)


def _notes(content: Content) -> list[str]:
    problems = [f"{one['file']}: {one['problem']}" for one in content["notebooks"]]
    said = [line for line in problems if not line.endswith(": ")]
    open_ = sum(one["points"] is None for _, one in _functions(content))
    more = [f"{open_} of the marks are left to a person."] if open_ else []
    return [*said, *content["notes"], *more]
