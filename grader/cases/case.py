"""The cases of a check: inputs, the expected answer, and why the case is there.

Stored as HDF5, one group per function and one per case:

    /linear_forward/0   attributes title, why, returns, data (JSON); data sets 0, 1, 2, … (arrays)

The arrays are numbered; the JSON says where each belongs (see plain.py).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from .plain import pack, unpack

PUBLIC = Path(__file__).parents[1] / "expected" / "public.h5"


@dataclass(frozen=True, slots=True)
class Case:
    """One call of one function.

    title: what the student reads, such as "two units, four examples".
    why: what the case is there to find.
    args, kwargs: the inputs, plain data.
    expected: the answer of the reference, plain data.
    returns: names of the parts of the answer, such as ("Z", "cache").
    any_dtype: numbers of any dtype will do (the 0 and 1 of predict).
    raises: the error that the docstring asks for here; empty where an answer is expected.
    defaults: where the signature shows these, the call is spared. It is there for them alone, and
        training with them takes long.
    """

    function: str
    title: str
    why: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    expected: Any
    returns: tuple[str, ...]
    any_dtype: bool = False
    raises: str = ""
    defaults: dict[str, float] = field(default_factory=dict)


def read_cases(path: Path, function: str) -> list[Case]:
    """Read the cases of one function, in their order; none for an unknown function."""
    with h5py.File(path, "r") as file:
        if function not in file:
            return []
        group = file[function]
        return [_read_case(function, group[str(i)]) for i in range(len(group))]


def _read_case(function: str, group: h5py.Group) -> Case:
    arrays = [group[str(i)][()] for i in range(len(group))]
    # h5py gives a NumPy scalar for a data set of rank 0.
    values = unpack(json.loads(group.attrs["data"]), [np.asarray(array) for array in arrays])
    return Case(
        function=function,
        title=group.attrs["title"],
        why=group.attrs["why"],
        args=values["args"],
        kwargs=values["kwargs"],
        expected=values["expected"],
        returns=tuple(json.loads(group.attrs["returns"])),
        any_dtype=bool(group.attrs["any_dtype"]),
        raises=group.attrs.get("raises", ""),
        defaults=json.loads(group.attrs.get("defaults", "{}")),
    )


def write_cases(path: Path, cases: Iterable[Case]) -> None:
    """Write cases as a new file; the same cases always give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with h5py.File(path, "w", libver=("v108", "v108")) as file:
        for case in cases:
            functions = file.require_group(case.function)
            group = functions.create_group(str(len(functions)))
            values = {"args": case.args, "kwargs": case.kwargs, "expected": case.expected}
            data, arrays = pack(values)
            group.attrs["title"] = case.title
            group.attrs["why"] = case.why
            group.attrs["returns"] = json.dumps(case.returns)
            group.attrs["any_dtype"] = case.any_dtype
            if case.raises:
                group.attrs["raises"] = case.raises
            if case.defaults:
                group.attrs["defaults"] = json.dumps(case.defaults)
            group.attrs["data"] = json.dumps(data)
            for i, array in enumerate(arrays):
                group.create_dataset(str(i), data=array, track_times=False)
