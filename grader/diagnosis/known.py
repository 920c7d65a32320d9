"""The mistakes that the kit knows: what each does on every case, and what there is to say of it.

Stored as HDF5, one group per function:

    /mistakes/moving_mean   data set mistakes (JSON as bytes), data set numbers (float64)

The JSON holds the words, and for each case the form of the answer and the place of its numbers.
A mistake may be there several times: in code that does it in another way, or that makes a second
one. There is no code in the file but patterns of what is wrong: a wrong answer with one fault is
nearly the answer.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from .behaviour import Behaviour

GROUP = "mistakes"
WORDS = ("function", "name", "misconception", "hint", "notebook", "heading", "also")


@dataclass(frozen=True, slots=True)
class Known:
    """A mistake, as far as a student may know it.

    name: a few words that tell it from the function's other mistakes.
    misconception: one sentence, what is done.
    hint: leads to the answer, and stops short of it.
    notebook, heading: where in the lessons to read.
    behaviours: one for each case of the function, in order.
    also: what a second mistake in the same code does; empty where there is one alone.
    code: patterns, of which one occurs in the code of whoever makes the mistake; see code.py. A
        mistake that is not known by wrong values must have some.
    unsteady: "" where the same call always has the same answer; "random" where the numbers
        change from call to call, and "kept" where the form does, for something is kept. Then
        behaviours have no numbers, for they mean nothing.
    """

    function: str
    name: str
    misconception: str
    hint: str
    notebook: str
    heading: str
    behaviours: tuple[Behaviour, ...]
    unsteady: str = ""
    also: str = ""
    code: tuple[str, ...] = ()


def read_mistakes(path: Path, function: str) -> list[Known]:
    """Read what is known of one function; an empty list where nothing is."""
    with h5py.File(path, "r") as file:
        group = file.get(f"{GROUP}/{function}")
        if group is None:
            return []
        stored = json.loads(group["mistakes"][()].tobytes())
        numbers = group["numbers"][()]
    forms = stored["forms"]
    return [_read(mistake, forms, numbers) for mistake in stored["mistakes"]]


def _read(stored: dict[str, Any], forms: list[str], numbers: np.ndarray) -> Known:
    behaviours = tuple(
        Behaviour(forms[form], numbers[start : start + length])
        for form, start, length in stored["behaviours"]
    )
    words = {name: stored[name] for name in WORDS}
    code = tuple(stored["code"])
    return Known(**words, behaviours=behaviours, unsteady=stored["unsteady"], code=code)


def write_mistakes(file: h5py.File, mistakes: Iterable[Known]) -> None:
    """Write mistakes into a file; the same mistakes always give the same bytes."""
    by_function: dict[str, list[Known]] = {}
    for mistake in mistakes:
        by_function.setdefault(mistake.function, []).append(mistake)
    for function, known in by_function.items():
        text, numbers = _stored(known)
        group = file.create_group(f"{GROUP}/{function}")
        group.create_dataset("mistakes", data=np.frombuffer(text, np.uint8), track_times=False)
        group.create_dataset("numbers", data=numbers, track_times=False)


def _stored(mistakes: Sequence[Known]) -> tuple[bytes, np.ndarray]:
    """The JSON and the numbers of one function; what is alike is stored once."""
    forms: dict[str, int] = {}
    places: dict[bytes, int] = {}
    rows: list[np.ndarray] = []
    listed = []
    for mistake in mistakes:
        behaviours = []
        for one in mistake.behaviours:
            form = forms.setdefault(one.form, len(forms))
            key = one.numbers.tobytes()
            if key not in places:
                places[key] = sum(map(len, rows))
                rows.append(one.numbers)
            behaviours.append([form, places[key], len(one.numbers)])
        words = {name: getattr(mistake, name) for name in WORDS}
        more = {"unsteady": mistake.unsteady, "code": mistake.code}
        listed.append({**words, "behaviours": behaviours, **more})
    text = json.dumps({"forms": list(forms), "mistakes": listed}, ensure_ascii=False)
    return text.encode(), np.concatenate(rows) if rows else np.empty(0)
