"""Frames between the grader and a worker: JSON and arrays, bounded on both sides.

    magic "LW02" | uint32 number | uint32 length of the JSON | uint64 length of the numbers
    | JSON | numbers

The JSON is {"body": ..., "arrays": [[dtype, shape], ...]}; the numbers are the arrays' bytes,
little-endian, in C order, one after the other. A reply has the number of its request. The digits
of the magic are the protocol's version. A frame that is damaged, too large, or late ends the
worker that sent it, and costs nobody else anything.
"""

import json
import math
import os
import select
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.cases.plain import MAX_RANK

MAGIC = b"LW02"
HEADER = struct.Struct("<4sIIQ")
MAX_JSON = 4 * 2**20
MAX_ARRAYS = 2_000
MAX_BRACKETS = 200_000  # an empty list is two bytes, and takes thirty times as much in memory
_PLAIN = ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8")
DTYPES = {np.dtype(name).str: np.dtype(name) for name in _PLAIN}


class ProtocolError(Exception):
    """A frame is damaged or beyond its bounds."""


class Closed(ProtocolError):
    """The other side has gone."""


class Late(ProtocolError):
    """No whole frame came in time."""


@dataclass(frozen=True, slots=True)
class Content:
    """A frame without its header: what is the same for every student is encoded once."""

    text: bytes
    numbers: bytes


def encode(body: Any, arrays: list[np.ndarray]) -> Content:
    """Encode what one frame carries."""
    listed = [[array.dtype.str, list(array.shape)] for array in arrays]
    text = json.dumps({"body": body, "arrays": listed}).encode()
    return Content(text, b"".join(array.tobytes() for array in arrays))


def frame(number: int, content: Content) -> bytes:
    """Put the header before a content."""
    header = HEADER.pack(MAGIC, number, len(content.text), len(content.numbers))
    return header + content.text + content.numbers


def read_header(header: bytes, limit: int) -> tuple[int, int, int]:
    """Read a frame's number and two lengths, and refuse what is beyond the bounds.

    Raises:
        ProtocolError: the header is damaged, or the frame too large.
    """
    magic, number, text, numbers = HEADER.unpack(header)
    if magic != MAGIC:
        raise ProtocolError("a frame does not start as a frame does")
    if text > MAX_JSON or numbers > limit:
        raise ProtocolError("a frame is too large")
    return number, text, numbers


def decode(text: bytes, numbers: bytes) -> tuple[Any, list[np.ndarray]]:
    """Take the content of one frame apart.

    Raises:
        ProtocolError: it is not what `encode` makes.
    """
    if text.count(b"[") + text.count(b"{") > MAX_BRACKETS:
        raise ProtocolError("a frame's JSON has too many parts")
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
    # NumPy counts an empty array as if its empty sides were not there.
    if len(shape) > MAX_RANK or not sizes_ok or math.prod(filter(None, shape)) >= 2**40:
        raise ProtocolError("a frame lists an array of an impossible shape")
    return DTYPES[name], tuple(shape)


# Asked before each wait: gives the seconds until it is to be asked again, or raises Late.
Patience = Callable[[], float]


def forever() -> float:
    """Wait as long as it takes."""
    return 3_600.0


class Channel:
    """Two pipes to the other side, with a limit on the size and the wait of what comes in."""

    def __init__(self, reader: int, writer: int, limit: int) -> None:
        self.reader, self.writer, self._limit = reader, writer, limit
        self._closed = False
        self._readable, self._writable = select.poll(), select.poll()
        self._readable.register(reader, select.POLLIN)
        self._writable.register(writer, select.POLLOUT)
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)

    def send(self, number: int, content: Content, patience: Patience = forever) -> None:
        """Send one frame.

        Raises:
            Closed: the other side has gone.
            Late: the other side does not read.
        """
        left = memoryview(frame(number, content))
        while left:
            try:
                left = left[os.write(self.writer, left) :]
            except BlockingIOError:
                _wait(self._writable, patience)
            except OSError:
                raise Closed("the other side has gone") from None

    def receive(self, patience: Patience = forever) -> tuple[int, Any, list[np.ndarray]]:
        """Wait for one frame; give its number, its body and its arrays.

        Raises:
            ProtocolError: the frame is damaged or too large; Closed and Late are two of these.
        """
        header = self._read(HEADER.size, patience)
        number, text, numbers = read_header(header, self._limit)
        content = self._read(text + numbers, patience)
        return number, *decode(content[:text], content[text:])

    def close(self) -> None:
        """Close both pipes, once: their numbers may belong to others afterwards."""
        if not self._closed:
            self._closed = True
            os.close(self.reader)
            os.close(self.writer)

    def _read(self, count: int, patience: Patience) -> bytes:
        data = bytearray()
        while len(data) < count:
            try:
                part = os.read(self.reader, min(count - len(data), 2**20))
            except BlockingIOError:
                _wait(self._readable, patience)
                continue
            if not part:
                raise Closed("the other side has gone")
            data += part
        return bytes(data)


def _wait(descriptor: select.poll, patience: Patience) -> None:
    """Wait until the descriptor is ready, or Late."""
    while not descriptor.poll(1_000 * patience()):
        pass
