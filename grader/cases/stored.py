"""Plain data in a group of an HDF5 file: what it is, as JSON, and data set numbers.

The bytes of all arrays stand in one row, for a file of many small ones is slow to read; arrays has
the dtype and the shape of each, and data says where it belongs (see plain.py). One value has both
in attributes; many have them in one data set, items, with what else there is to say of each.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import h5py
import numpy as np

from .plain import pack, unpack


def write_value(group: h5py.Group, value: object) -> None:
    """Write a value; the same value always gives the same bytes."""
    data, arrays = pack(value)
    group.attrs["data"] = json.dumps(data)
    group.attrs["arrays"] = json.dumps(_described(arrays))
    write_bytes(group, "numbers", _row(arrays))


def read_value(group: h5py.Group) -> Any:
    """Read what `write_value` wrote."""
    numbers = iter(_arrays(group["numbers"][()].tobytes(), json.loads(group.attrs["arrays"])))
    return unpack(json.loads(group.attrs["data"]), list(numbers))


def write_values(group: h5py.Group, items: Sequence[tuple[Mapping[str, Any], object]]) -> None:
    """Write many values, each with words that are said of it."""
    listed, rows = [], []
    for words, value in items:
        data, arrays = pack(value)
        listed.append({**words, "data": data, "arrays": _described(arrays)})
        rows.append(_row(arrays))
    write_bytes(group, "items", json.dumps(listed).encode())
    write_bytes(group, "numbers", b"".join(rows))


def read_values(group: h5py.Group) -> Iterator[tuple[dict[str, Any], Any]]:
    """Read what `write_values` wrote."""
    listed = json.loads(group["items"][()].tobytes())
    arrays = _arrays(
        group["numbers"][()].tobytes(), [one for words in listed for one in words["arrays"]]
    )
    for words in listed:
        own = [next(arrays) for _ in words["arrays"]]
        yield words, unpack(words["data"], own)


def write_bytes(group: h5py.Group, name: str, content: bytes) -> None:
    """Write a row of bytes, without the time at which it was written."""
    group.create_dataset(name, data=np.frombuffer(content, np.uint8), track_times=False)


def _described(arrays: Sequence[np.ndarray]) -> list[Any]:
    return [[one.dtype.str, one.shape] for one in arrays]


def _row(arrays: Sequence[np.ndarray]) -> bytes:
    return b"".join(one.tobytes() for one in arrays)


def _arrays(row: bytes, described: Sequence[Any]) -> Iterator[np.ndarray]:
    """Take the arrays out of their one row of bytes."""
    start = 0
    for dtype, shape in described:
        array = np.frombuffer(row, dtype, math.prod(shape), start).reshape(shape).copy()
        yield array
        start += array.nbytes
