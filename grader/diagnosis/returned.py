"""What came back as a whole: nothing, one part of several, too much, or another order."""

import re
from collections.abc import Sequence

from grader.cases.call import Answer
from grader.cases.case import Case
from grader.cases.compare import compare

from .contract import more_than_asked, part_alone
from .things import thing_alone


def returned(values: Sequence[tuple[Case, Answer]]) -> list[str]:
    """What came back as a whole: nothing, or parts in another order."""
    if all(answer.value is None for _, answer in values):
        if any(_printed(answer) for _, answer in values):
            return ["It prints and gives nothing back: print shows a value, return hands it over."]
        return []  # that nothing came back is said already
    if said := part_alone(values) or more_than_asked(values) or thing_alone(values):
        return said
    orders = {_order(case, answer) for case, answer in values}
    if len(orders) == 1 and (order := orders.pop()):
        return [f"All the parts are right, but their order is {order}."]
    return []


def _printed(answer: Answer) -> bool:
    """Whether a call printed something, and not only warned of something."""
    return any(not re.match(r"\w+Warning: ", line) for line in answer.printed.splitlines())


def _order(case: Case, answer: Answer) -> str:
    """The order of the parts, where they are right but for that; else ""."""
    got, expected, names = answer.value, case.expected, case.traits.returns
    if not isinstance(got, list | tuple) or len(names) < 2 or len(got) != len(names):
        return ""
    found = []
    for part in got:
        fits = [n for n, right in zip(names, expected, strict=True) if not compare(part, right)]
        if len(fits) != 1:
            return ""
        found += fits
    return ", ".join(found) if sorted(found) == sorted(names) and found != list(names) else ""
