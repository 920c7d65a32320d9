"""Say which mistake a function makes, by what it does on the cases.

Facts come first, and need no list (facts.py). A mistake is named only where the function does on
every case what that mistake does, and what no other known mistake does: a wrong name is worse
than none.
"""

import ast
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.cases.call import Answer
from grader.cases.case import Case, Traits
from grader.cases.judge import judge

from .behaviour import Behaviour, alike, behaviour, group_of
from .both import both_of
from .code import occurs
from .contract import IN_ORDER, contract_facts, other_defaults
from .errors import TOO_FEW, TOO_MANY, meaning
from .facts import Judged, examples_of, facts_of, partly_right, telling
from .known import Known
from .made import with_lines
from .near import near
from .outside import from_outside
from .reading import code_facts
from .traps import kept_default
from .twofold import twofold
from .unusual import unusual

LEAST = 2  # cases in which a mistake shows, where others are left out
UNSTEADY = {
    "random": "Two calls with the same arguments give different numbers: a stream of random "
    "numbers does not start from the seed, or something is kept from one call to the next.",
    "kept": "Two calls with the same arguments give different answers: something is kept from one "
    "call to the next, in a default argument or in a variable of the notebook.",
}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is known of a wrong function. No word of it holds a number of an expected answer.

    facts: sentences that are true of its answers, the most telling first.
    name, misconception, hint, notebook, heading: of the mistake, see known.py; all empty where
        no known mistake fits.
    also: what a second mistake does, where there are two.
    contract: how the function's head differs from what is asked for; read from its code.
    read: what else strikes the eye in its code.
    group: of all functions that do the same, where there is no name.
    code: the function's own, for a teacher who gives the group its name.
    """

    facts: tuple[str, ...] = ()
    name: str = ""
    misconception: str = ""
    hint: str = ""
    notebook: str = ""
    heading: str = ""
    also: str = ""
    contract: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    group: str = ""
    code: str = ""


def nameless(found: Diagnosis) -> Diagnosis:
    """The same without the name of a mistake, and what goes with it."""
    return Diagnosis(found.facts, contract=found.contract, read=found.read)


def diagnose(
    cases: Sequence[Case],
    answers: Sequence[Answer | None],
    mistakes: Sequence[Known],
    again: Sequence[Answer | None] = (),
    told: Callable[[Case, Answer], Answer] = lambda case, answer: answer,
    tree: ast.FunctionDef | None = None,
    others: Mapping[str, Traits] | None = None,
    outside: bool = True,
) -> Diagnosis | None:
    """Diagnose a function by its answers; None where they are right, or nothing can be said.

    Args:
        cases: all the cases of the function.
        answers: what it gave, in the order of the cases; plain data, as after unpack. They may
            be fewer, and None where a call did not come back: then there are facts and no name.
        mistakes: what is known of this function, with a behaviour for each of these cases.
        again: the answers of a second round of calls, where there was one: it shows whether the
            function is steady. May be shorter, or None in places.
        told: gives an answer as facts may speak of it; a name is found by the answer itself.
        tree: the function's code, where it is at hand.
        others: what is special about all the functions of the assignment.
        outside: say what the code reads from outside; not where that can be seen as it is.
    """
    if tree is not None and other_defaults(tree.args, cases[0].traits):
        cases, answers, mistakes, again = _but_defaults(cases, answers, mistakes, again)
    with np.errstate(all="ignore"):  # a wrong answer may hold any number
        found = _diagnose(cases, answers, mistakes, again, told, tree, others or {})
    if found is None or tree is None:
        return found
    named = {name for case in cases for name in case.kwargs}
    contract = tuple(contract_facts(tree, cases[0].traits, named))
    if contract:  # the head says it all, and no call in the code is to be looked for
        fewer = tuple(one for one in found.facts if one not in (TOO_FEW, TOO_MANY))
        found = replace(found, facts=fewer)
        if IN_ORDER in contract[0]:  # each argument is taken for another: so would a name be
            found = replace(nameless(found), group=found.group)
    if contract or found.name:
        return replace(found, contract=contract)
    given = [[*case.args, *case.kwargs.values()] for case in cases if not case.raises]
    words = {one for args in given for one in args if isinstance(one, str)}
    arrays = {
        name
        for name in cases[0].traits.arguments
        if all(getattr(case.argument(name), "ndim", 0) == 2 for case in cases)
    }
    found = replace(
        found, facts=tuple(with_lines(found.facts, tree, cases[0].traits, others or {}))
    )
    read = code_facts(tree, others or {}, words, arrays)
    # Elsewhere a median, or what is largest, may be what is asked for.
    own_place = cases[0].traits.elementwise or cases[0].traits.examples
    if own_place and not read and not any(map(telling, found.facts)):
        read = list(itertools.islice(unusual(tree), 1))
    if outside and not any(answer and answer.lacks for answer in answers):
        read += from_outside(tree, others or {})
    return replace(found, read=tuple(read))


def _but_defaults(
    cases: Sequence[Case],
    answers: Sequence[Answer | None],
    mistakes: Sequence[Known],
    again: Sequence[Answer | None],
) -> tuple[list[Case], list[Answer | None], list[Known], list[Answer | None]]:
    """Leave out the cases of defaults where others are wrong too: the contract tells of them."""
    rows = [i for i, case in enumerate(cases) if not case.defaults]
    if not any(i < len(answers) and (a := answers[i]) and judge(cases[i], a) for i in rows):
        rows = list(range(len(cases)))
    return (
        [cases[i] for i in rows],
        [answers[i] for i in rows if i < len(answers)],
        [
            replace(one, behaviours=tuple(one.behaviours[i] for i in rows))
            for one in mistakes
            if len(one.behaviours) == len(cases)
        ],
        [again[i] for i in rows if i < len(again)],
    )


def _diagnose(
    cases: Sequence[Case],
    answers: Sequence[Answer | None],
    mistakes: Sequence[Known],
    again: Sequence[Answer | None],
    told: Callable[[Case, Answer], Answer],
    tree: ast.FunctionDef | None,
    others: Mapping[str, Traits],
) -> Diagnosis | None:
    judged: list[Judged] = [
        (case, answer, judge(case, answer))
        for case, answer in zip(cases, answers, strict=False)
        if answer is not None
    ]
    if not any(difference for _, _, difference in judged):
        return None
    unsteady = steadiness(cases, answers, again)
    seen = [(case, told(case, answer), difference) for case, answer, difference in judged]
    kept = tree is not None and any(kept_default(tree))
    facts = ([UNSTEADY["kept" if kept else unsteady]] if unsteady else []) + facts_of(seen)
    case, answer = next((case, answer) for case, answer, difference in seen if difference)
    if tree is not None and answer.error and not answer.inside:
        meant = near(answer.error, case, tree, others)
        if meant:
            facts = [meant, *(one for one in facts if one != meaning(answer.error))]
    shown = [behaviour(case, answer) for case, answer, _ in judged]
    found = name_of(shown, mistakes, unsteady, tree)
    if found is None and not unsteady and not any(map(partly_right, seen)):
        given = [(case, answer) for case, answer, _ in judged]
        found = twofold(
            given, shown, mistakes, examples_of, lambda freed, near: name_of(freed, near, "", tree)
        )
    if found is None and not unsteady and len(shown) == len(cases):
        open_ = [one for one in mistakes if not one.code or occurs(one.code, tree)]
        found = both_of(cases, shown, open_)
    if found is None:
        group = group_of(cases[0].function, shown) if len(shown) == len(cases) else ""
        return Diagnosis(tuple(facts), group=group)
    return Diagnosis(
        tuple(facts),
        found.name,
        found.misconception,
        found.hint,
        found.notebook,
        found.heading,
        found.also,
    )


def name_of(
    shown: Sequence[Behaviour],
    mistakes: Sequence[Known],
    unsteady: str,
    tree: ast.AST | None = None,
) -> Known | None:
    """Find the one mistake that behaves as shown in every case; None where it is not just one.

    An error is weak evidence, for many mistakes end in the same one. So either a wrong value
    agrees somewhere, and then the other errors need only be errors, or all errors agree, but for
    their spelling, and the code itself shows the mistake. What speaks of code is said only where
    the code shows it; and where it does, it comes before what does not speak of code.
    """
    known = [
        one
        for one in mistakes
        if one.unsteady == unsteady
        and len(one.behaviours) == len(shown)
        and (occurs(one.code, tree) if one.code else _has_values(one) or bool(unsteady))
    ]
    if unsteady:
        return _only([one for one in known if unsteady == "kept" or _same_forms(one, shown)])
    exact = [one for one in known if all(map(alike, shown, one.behaviours))]
    near = exact or [one for one in known if _nearly(shown, one)]
    return _only(near) if near else _only(list(_unfinished(shown, known)))


def _unfinished(shown: Sequence[Behaviour], known: Sequence[Known]) -> Iterator[Known]:
    """The mistakes that fit but where unfinished code fails: there code is finished in many ways.

    A guard may begin at any number. So the cases that need one are left out, and of the others two
    or more must show the mistake.
    """
    fails: dict[str, set[int]] = {}
    for one in known:
        if not one.also:
            wrong = {i for i, row in enumerate(one.behaviours) if row.form}
            fails[one.misconception] = fails.get(one.misconception, set()) | wrong
    for one in known:
        if one.also not in fails:
            continue
        rows = enumerate(zip(shown, one.behaviours, strict=True))
        pairs = [pair for i, pair in rows if i not in fails[one.also]]
        if sum(own.form != "" for own, _ in pairs) >= LEAST and all(alike(*two) for two in pairs):
            yield replace(one, also="")


def _only(found: Sequence[Known]) -> Known | None:
    """The one of those found, where they are one, however often; what the code shows is first."""
    shown = [one for one in found if one.code] or found
    return shown[0] if len({(one.name, one.also) for one in shown}) == 1 else None


def _has_values(known: Known) -> bool:
    """Whether a mistake gives a wrong value somewhere, and not only errors."""
    return any(one.form and not one.raised for one in known.behaviours)


def _same_forms(known: Known, shown: Sequence[Behaviour]) -> bool:
    return [one.form for one in known.behaviours] == [one.form for one in shown]


def _nearly(shown: Sequence[Behaviour], known: Known) -> bool:
    """Whether wrong values agree, and errors stand in the same places."""
    agree = False
    for one, other in zip(shown, known.behaviours, strict=True):
        if one.raised and other.raised:
            continue
        if not alike(one, other):
            return False
        agree = agree or one.form != ""
    return agree


def steadiness(
    cases: Sequence[Case], answers: Sequence[Answer | None], again: Sequence[Answer | None]
) -> str:
    """Say how second answers differ from the first: "" not, "random" in numbers, "kept" in form."""
    found = ""
    for case, one, other in zip(cases, answers, again, strict=False):
        if one is None or other is None:
            continue
        before, after = behaviour(case, one), behaviour(case, other)
        if before.form != after.form and not {before.form, after.form} & {""}:
            return "kept"
        if not alike(before, after):
            found = "random"
    return found
