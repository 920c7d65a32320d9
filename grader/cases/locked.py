"""A text that only right answers open: what comes after a step must not give the step away.

The key is made of a function's answers to calls whose answers are nowhere in the file. Whoever has
written the function has the key; whoever reads the file has none.

Stored as HDF5, one group per function:

    /notes/moving_mean   the calls (see stored.py); data set text (bytes)
"""

import hashlib
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from .call import call
from .case import Traits, read_traits
from .plain import pack, unpack
from .stored import read_value, write_bytes, write_value

GROUP = "notes"
DIGITS = 6  # of the largest number of an array: far more than rounding moves
SIGN = b"notes\n"  # begins every text, so that a wrong key is seen

Calls = list[tuple[tuple[Any, ...], dict[str, Any]]]


def write_locked(
    file: h5py.File, traits: Traits, calls: Calls, reference: Callable[..., Any], text: str
) -> None:
    """Lock a text, and write it with the calls whose answers open it.

    Args:
        file: of cases.
        traits: of the function.
        calls: arguments, as *args and **kwargs each.
        reference: the function, which knows the answers.
        text: what to lock.
    """
    group = file.create_group(f"{GROUP}/{reference.__name__}")
    write_value(group, [*map(list, calls)])
    mixed = _mixed(SIGN + text.encode(), _key(calls, reference, traits))
    write_bytes(group, "text", mixed)


def read_locked(
    path: Path, name: str, function: Callable[..., Any], others: Container[str] = ()
) -> str | None:
    """Open a text with the answers of a learner's function.

    Args:
        path: the file of cases.
        name: of the function.
        function: the learner's.
        others: the names of the assignment's functions.

    Returns:
        The text; empty where the function has none, and None where the answers do not open it.
    """
    with h5py.File(path, "r") as file:
        group = file.get(f"{GROUP}/{name}")
        if group is None:
            return ""
        calls, locked = read_value(group), group["text"][()].tobytes()
    found = _mixed(locked, _key(calls, function, read_traits(path)[name], others))
    return found.removeprefix(SIGN).decode() if found.startswith(SIGN) else None


def _key(
    calls: Calls, function: Callable[..., Any], traits: Traits, others: Container[str] = ()
) -> bytes:
    digest = hashlib.sha256()
    for args, kwargs in calls:
        value = unpack(*pack(call(function, tuple(args), kwargs, others).value))
        if isinstance(value, dict):  # what may be there besides, and need not
            value = {k: v for k, v in value.items() if not str(k).startswith(traits.extra_keys)}
        for part in _parts(value):
            digest.update(part)
    return digest.digest()


def _mixed(text: bytes, key: bytes) -> bytes:
    """Mix a text with a stream made of the key; done twice, it is the text again."""
    # Slow on purpose: answers of few bits, such as yes and no, are not tried out one by one.
    slow = hashlib.scrypt(key, salt=SIGN, n=2**14, r=8, p=1)
    stream = hashlib.shake_256(slow).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))


def _parts(value: Any) -> Iterator[bytes]:
    """Take an answer apart: the same for what differs by rounding, dtype or the order of keys."""
    if isinstance(value, dict):
        for key in sorted(value, key=str):
            yield f"{key}:".encode()
            yield from _parts(value[key])
    elif isinstance(value, list | tuple) and not _is_row(value):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, np.ndarray) or _is_row([value]) or _is_row(value):
        yield _rounded(np.asarray(value, float)).tobytes()
    else:
        yield repr(value).encode()


def _is_row(value: Any) -> bool:
    """Whether a list holds nothing but numbers: an array could stand for it."""
    return isinstance(value, list | tuple) and all(
        isinstance(one, np.generic | int | float) or getattr(one, "ndim", -1) == 0 for one in value
    )


def _rounded(numbers: np.ndarray) -> np.ndarray:
    """Round to some digits of the largest number; 0.0 is added for -0.0."""
    sizes = np.abs(numbers[np.isfinite(numbers)])
    largest = float(sizes.max(initial=0.0))
    # The scale changes at odd places, and never at a round number, which answers often are.
    scale = 10.0 ** (DIGITS - np.floor(np.log10(largest) + 0.3)) if largest else 1.0
    return np.asarray(np.round(numbers * scale) + 0.0)
