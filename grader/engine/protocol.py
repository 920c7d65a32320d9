"""Frames between the grader and a worker: JSON and arrays, bounded on both sides.

    magic "LW01" | uint32 length of the JSON | uint64 length of the numbers | JSON | numbers

The JSON is {"body": ..., "arrays": [[dtype, shape], ...]}; the numbers are the arrays' bytes,
little-endian, in C order, one after the other. A frame that is damaged, too large, or late
ends the worker that sent it, and costs nobody else anything.
"""

import json
import math
import os
import selectors
import struct
import time
from typing import Any

import numpy as np

from grader.plain import KINDS, MAX_RANK

MAGIC = b"LW01"
HEADER = struct.Struct("<4sIQ")
MAX_JSON = 4 * 2**20
MAX_ARRAYS = 2_000
DTYPES = {np.dtype(name).str for name in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")}
DTYPES |= {np.dtype(name).str for name in ("f2", "f4", "f8")}


class ProtocolError(Exception):
    """A frame is damaged or beyond its bounds."""


class Closed(ProtocolError):
    """The other side has gone."""


class Late(ProtocolError):
    """No whole frame came in time."""


def encode(body: Any, arrays: list[np.ndarray]) -> bytes:
    """Make one frame."""
    listed = [[array.dtype.str, list(array.shape)] for array in arrays]
    text = json.dumps({"body": body, "arrays": listed}).encode()
    numbers = b"".join(array.tobytes() for array in arrays)
    return HEADER.pack(MAGIC, len(text), len(numbers)) + text + numbers


def header_lengths(header: bytes, limit: int) -> tuple[int, int]:
    """Read the two lengths of a frame, and refuse what is beyond the bounds.

    Raises:
        ProtocolError: the header is damaged, or the frame too large.
    """
    magic, text, numbers = HEADER.unpack(header)
    if magic != MAGIC:
        raise ProtocolError("a frame does not start as a frame does")
    if text > MAX_JSON or numbers > limit:
        raise ProtocolError(f"a frame of {text + numbers} bytes is too large")
    return text, numbers


def decode(text: bytes, numbers: bytes) -> tuple[Any, list[np.ndarray]]:
    """Take the content of one frame apart.

    Raises:
        ProtocolError: it is not what `encode` makes.
    """
    try:
        content = json.loads(text)
        body, listed = content["body"], content["arrays"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ProtocolError("a frame holds no JSON of the right form") from None
    if not isinstance(listed, list) or len(listed) > MAX_ARRAYS:
        raise ProtocolError("a frame lists too many arrays")
    arrays, start = [], 0
    for entry in listed:
        dtype, shape = _checked(entry)
        end = start + math.prod(shape) * dtype.itemsize
        if end > len(numbers):
            raise ProtocolError("a frame is shorter than the arrays that it lists")
        arrays.append(np.frombuffer(numbers[start:end], dtype).reshape(shape))
        start = end
    if start != len(numbers):
        raise ProtocolError("a frame is longer than the arrays that it lists")
    return body, arrays


def _checked(entry: Any) -> tuple[np.dtype[Any], tuple[int, ...]]:
    if not (isinstance(entry, list) and len(entry) == 2 and isinstance(entry[1], list)):
        raise ProtocolError("a frame lists something that is no array")
    name, shape = entry
    if not isinstance(name, str) or name not in DTYPES:
        raise ProtocolError("a frame lists an array of a dtype that is not plain numbers")
    sizes_ok = all(type(size) is int and 0 <= size < 2**40 for size in shape)
    if len(shape) > MAX_RANK or not sizes_ok:
        raise ProtocolError("a frame lists an array of an impossible shape")
    dtype = np.dtype(name)
    assert dtype.kind in KINDS
    return dtype, tuple(shape)


class Channel:
    """Two pipes to the other side, with a limit on the size and the wait of what comes in."""

    def __init__(self, reader: int, writer: int, limit: int) -> None:
        self.reader, self.writer, self._limit = reader, writer, limit
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)

    def send(self, body: Any, arrays: list[np.ndarray], seconds: float | None = None) -> None:
        """Send one frame.

        Raises:
            Closed: the other side has gone.
            Late: the other side does not read.
        """
        left = memoryview(encode(body, arrays))
        deadline = None if seconds is None else time.monotonic() + seconds
        while left:
            self._wait(self.writer, selectors.EVENT_WRITE, deadline)
            try:
                left = left[os.write(self.writer, left) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Closed("the other side has gone") from None

    def receive(self, seconds: float | None = None) -> tuple[Any, list[np.ndarray]]:
        """Wait for one frame.

        Raises:
            ProtocolError: the frame is damaged or too large; Closed and Late are two of these.
        """
        deadline = None if seconds is None else time.monotonic() + seconds
        text, numbers = header_lengths(self._read(HEADER.size, deadline), self._limit)
        return decode(self._read(text, deadline), self._read(numbers, deadline))

    def close(self) -> None:
        """Close both pipes."""
        os.close(self.reader)
        os.close(self.writer)

    def _read(self, count: int, deadline: float | None) -> bytes:
        data = bytearray()
        while len(data) < count:
            self._wait(self.reader, selectors.EVENT_READ, deadline)
            try:
                part = os.read(self.reader, min(count - len(data), 2**20))
            except BlockingIOError:
                continue
            if not part:
                raise Closed("the other side has gone")
            data += part
        return bytes(data)

    @staticmethod
    def _wait(descriptor: int, event: int, deadline: float | None) -> None:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise Late("no answer in time")
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, event)
            if not selector.select(left):
                raise Late("no answer in time")
