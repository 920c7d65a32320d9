"""The cases of a check: inputs, the expected answer, and why the case is there.

Stored as HDF5, one group per function:

    /cases/moving_mean     attribute traits (JSON): what holds for all its cases; the cases with
                           their titles and reasons as stored.py has many values
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import h5py

from .stored import read_values, write_values

GROUP = "cases"


@dataclass(frozen=True, slots=True)
class Traits:
    """What is special about a function and its answers, the same in all its cases.

    arguments: their names, in the order of the signature.
    signature: the same as the signature writes them, such as "width=3".
    used: those that the reference's own code reads.
    returns: names of the parts of the answer, such as ("Z", "cache").
    any_dtype: numbers of any dtype will do, such as the 0 and 1 of a prediction.
    extra_keys: a dictionary may hold more keys that begin like this: they do no harm.
    elementwise: the argument whose number in the same place decides a number of the answer.
    start: the argument that the answer is a step away from, of the same structure.
    examples: the argument with one example per column; their number is called m.
    numbered: what the number in a key such as "x2" counts: "layer".
    """

    arguments: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    any_dtype: bool = False
    extra_keys: tuple[str, ...] = ()
    elementwise: str = ""
    start: str = ""
    examples: str = ""
    numbered: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One call of one function.

    title: what the student reads, such as "two units, four examples".
    why: what the case is there to find.
    args, kwargs: the inputs, plain data.
    expected: the answer of the reference, plain data.
    traits: of the function.
    raises: the error that the docstring asks for here; empty where an answer is expected.
    slack: how far a number may be off besides, where the contract leaves it open.
    defaults: where the signature shows these, the call is spared. It is there for them alone, and
        training with them takes long.
    """

    function: str
    title: str
    why: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    expected: Any
    traits: Traits = Traits()
    raises: str = ""
    defaults: dict[str, Any] = field(default_factory=dict)
    slack: float = 0.0

    def argument(self, name: str) -> Any:
        """Give the input of this name; None where the case leaves it to the default."""
        names = self.traits.arguments
        place = names.index(name) if name in names else len(self.args)
        return self.args[place] if place < len(self.args) else self.kwargs.get(name)


def read_cases(path: Path, function: str) -> list[Case]:
    """Read the cases of one function, in their order; none for an unknown function."""
    with h5py.File(path, "r") as file:
        group = file.get(f"{GROUP}/{function}")
        if group is None:
            return []
        traits = _read_traits(group)
        return [_case(function, traits, *item) for item in read_values(group)]


def read_traits(path: Path) -> dict[str, Traits]:
    """Read what is special about each function that a file has cases of."""
    with h5py.File(path, "r") as file:
        return {name: _read_traits(group) for name, group in file.get(GROUP, {}).items()}


def _read_traits(group: h5py.Group) -> Traits:
    stored: dict[str, Any] = json.loads(group.attrs["traits"])
    names = {key: tuple(one) for key, one in stored.items() if isinstance(one, list)}
    return Traits(**{**stored, **names})


def _case(function: str, traits: Traits, words: dict[str, Any], values: dict[str, Any]) -> Case:
    return Case(
        function,
        words["title"],
        words["why"],
        values["args"],
        values["kwargs"],
        values["expected"],
        traits,
        words["raises"],
        values["defaults"],
        words["slack"],
    )


def write_cases(file: h5py.File, cases: Iterable[Case]) -> None:
    """Write cases into a file; the same cases always give the same bytes."""
    by_function: dict[str, list[Case]] = {}
    for case in cases:
        by_function.setdefault(case.function, []).append(case)
    for function, own in by_function.items():
        group = file.create_group(f"{GROUP}/{function}")
        group.attrs["traits"] = json.dumps(asdict(own[-1].traits))
        write_values(group, [(_words(case), _values(case)) for case in own])


def _words(case: Case) -> dict[str, Any]:
    words = ("title", "why", "raises", "slack")
    return {name: getattr(case, name) for name in words}


def _values(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in ("args", "kwargs", "expected", "defaults")}
