"""Plain data in a group of an HDF5 file: attributes data and arrays (JSON), data set numbers.

The bytes of all arrays stand in one row, for a file of many small ones is slow to read; arrays has
the dtype and the shape of each, and data says where it belongs (see plain.py).
"""

import json
from collections.abc import Iterator
from typing import Any

import h5py
import numpy as np

from .plain import pack, unpack


def write_value(group: h5py.Group, value: object) -> None:
    """Write a value; the same value always gives the same bytes."""
    data, arrays = pack(value)
    group.attrs["data"] = json.dumps(data)
    group.attrs["arrays"] = json.dumps([[one.dtype.str, one.shape] for one in arrays])
    write_bytes(group, "numbers", b"".join(one.tobytes() for one in arrays))


def read_value(group: h5py.Group) -> Any:
    """Read what `write_value` wrote."""
    return unpack(json.loads(group.attrs["data"]), list(_arrays(group)))


def write_bytes(group: h5py.Group, name: str, content: bytes) -> None:
    """Write a row of bytes, without the time at which it was written."""
    group.create_dataset(name, data=np.frombuffer(content, np.uint8), track_times=False)


def _arrays(group: h5py.Group) -> Iterator[np.ndarray]:
    """Take the arrays out of their one row of bytes."""
    row, start = group["numbers"][()].tobytes(), 0
    for dtype, shape in json.loads(group.attrs["arrays"]):
        size = int(np.prod(shape, dtype=int)) * np.dtype(dtype).itemsize
        array = np.frombuffer(row[start : start + size], dtype).reshape(shape)
        yield array.copy()
        start += size
