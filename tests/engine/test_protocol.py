"""Frames between the grader and a worker: what is not a good frame is refused in bounds."""

import contextlib
import json
import os
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.engine.sandbox.inside.protocol import (
    HEADER,
    MAGIC,
    Channel,
    Closed,
    Late,
    ProtocolError,
    decode,
    encode,
    frame,
    read_header,
)

LIMIT = 1_000_000


@pytest.fixture
def pipe() -> Iterator[tuple[Channel, int]]:
    """A channel to read from, and the descriptor that writes to it."""
    reader, writer = os.pipe()
    other_reader, other_writer = os.pipe()
    channel = Channel(reader, other_writer, LIMIT)
    yield channel, writer
    channel.close()
    os.close(other_reader)
    with contextlib.suppress(OSError):
        os.close(writer)


def test_a_frame_comes_back_as_it_was_sent() -> None:
    """Body and arrays survive, empty arrays and rank 0 among them."""
    arrays = [np.eye(2), np.zeros((0, 3)), np.array(5), np.array([True, False])]
    content = encode({"id": 1}, arrays)
    header = frame(7, content)[: HEADER.size]
    assert read_header(header, LIMIT) == (7, len(content.text), len(content.numbers))
    body, found = decode(content.text, content.numbers)
    assert body == {"id": 1}
    for one, other in zip(arrays, found, strict=True):
        assert one.dtype == other.dtype and one.shape == other.shape
        assert np.array_equal(one, other)


@pytest.mark.parametrize(
    "arrays",
    [
        [["<f8", [2, 2]]],  # more than there is
        [["<f8", [0]]],  # less than there is
        [["|O", [1]]],
        [["V8", [1]]],
        [["<M8[s]", [1]]],
        [["<f8", [-1]]],
        [["<f8", [2**62, 2**62, 2**62]]],
        [["<f8", [1] * 40]],
        [["<f8", "1"]],
        ["<f8"],
        [["<f8", [True]]],
        "text",
        [["<f8", [1]]] * 9_999,
    ],
)
def test_a_frame_that_lies_about_its_arrays_is_refused(arrays: object) -> None:
    """Sizes, dtypes, ranks and counts are checked before anything is allocated."""
    text = json.dumps({"body": None, "arrays": arrays}).encode()
    with pytest.raises(ProtocolError):
        decode(text, b"\0" * 8)


@given(st.binary(max_size=200), st.binary(max_size=64))
def test_no_bytes_crash_the_reader(text: bytes, numbers: bytes) -> None:
    """Arbitrary content is decoded or refused, never anything else."""
    with contextlib.suppress(ProtocolError):
        decode(text, numbers)


@given(st.binary(min_size=HEADER.size, max_size=HEADER.size))
def test_no_header_asks_for_more_than_the_limit(header: bytes) -> None:
    """A header gives lengths within the bounds, or is refused."""
    try:
        _, text, numbers = read_header(MAGIC + header[4:], LIMIT)
    except ProtocolError:
        return
    assert text <= 4 * 2**20 and numbers <= LIMIT


def test_a_truncated_frame_ends_with_its_sender(pipe: tuple[Channel, int]) -> None:
    """Half a frame, and then the end: the reader says so, and does not wait."""
    channel, writer = pipe
    os.write(writer, frame(1, encode({"id": 1}, [np.eye(3)]))[:-5])
    os.close(writer)
    with pytest.raises(Closed):
        channel.receive()


def test_a_slow_sender_is_late_however_it_trickles(pipe: tuple[Channel, int]) -> None:
    """The patience is for the whole frame: a byte now and then does not extend it."""
    channel, writer = pipe
    bytes_ = iter(frame(1, encode({"id": 1}, [np.zeros(10_000)])))
    asked = 0

    def patience() -> float:
        nonlocal asked
        asked += 1
        if asked > 50:
            raise Late("no answer in time")
        os.write(writer, bytes([next(bytes_)]))
        return 60

    with pytest.raises(Late):
        channel.receive(patience)
    assert asked == 51


def test_a_channel_closes_its_pipes_once(pipe: tuple[Channel, int]) -> None:
    """A second close leaves alone what has got the numbers since."""
    channel, _ = pipe
    numbers = {channel.reader, channel.writer}
    channel.close()
    others = os.pipe()
    assert numbers & set(others)
    channel.close()
    for descriptor in others:
        os.close(descriptor)  # would raise, had it been closed
