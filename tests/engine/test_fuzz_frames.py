"""A million damaged frames against the reader of frames: each is read, or refused, in bounds."""

import contextlib
import json
import os
import random
import resource
from collections import Counter
from typing import Any

import numpy as np
import pytest

from grader.cases.call import Answer
from grader.cases.case import read_cases
from grader.cases.judge import judge
from grader.cases.plain import NotPlain, pack, unpack
from grader.engine.grading.lines import Lines
from grader.engine.grading.redaction import detail, told
from grader.engine.grading.session import answer_of
from grader.engine.sandbox.inside.protocol import (
    HEADER,
    Channel,
    Content,
    ProtocolError,
    decode,
    encode,
    frame,
    read_header,
)
from tests.every import EVERY
from tests.mangle import as_bytes, damage, edit
from tests.network import COURSE
from tests.traces import ROOT

LIMIT = 2**20
SEED = 20_260_101
COUNT = 1_000_000 if EVERY else 50_000
THROUGH_PIPES = COUNT // 200
CASES = read_cases(ROOT / "solutions" / "network" / "expected" / "hidden.h5", "linear_forward")
LINES = Lines({}, {}, COURSE)


def replies() -> list[Content]:
    """Frames as a worker sends them."""
    values: list[Any] = [0.5, None, "text", (np.eye(2), np.zeros((0, 3)), np.float32(1)), object()]
    values += [{"W1": np.ones((3, 2)), "b1": np.zeros((3, 1))}, [1, [2, (3,)]], np.array(True)]
    found = [encode({"text": "hello\n", "error": ""}, []), encode({"undefined": True}, [])]
    for value in (*values, CASES[0].expected):
        packed, arrays = pack([value, [CASES[0].args, CASES[0].kwargs]])
        body = {"answer": packed, "error": None, "line": ""}
        found.append(encode(body, arrays))
        found.append(encode(body | {"error": "ValueError: no", "line": "line 3: Z = W"}, arrays))
    return found


def mangled(chance: random.Random, known: list[Content]) -> bytes:
    """One frame: real content with a real header that lies, or damaged JSON, or damaged bytes."""
    content = chance.choice(known)
    kind = chance.randrange(20)
    if kind == 0:
        return chance.randbytes(chance.randrange(60))
    if kind <= 2:  # deep copies and JSON are slow, and find most
        text = as_bytes(edit(chance, json.loads(content.text)))
        content = Content(text, content.numbers[: chance.choice((None, 0, 7))])
    elif kind <= 12:
        content = Content(damage(chance, content.text), content.numbers)
    elif kind <= 14:
        content = Content(content.text, damage(chance, content.numbers + b"\0"))
    data = frame(chance.choice((7, 7, 0, 2**32 - 1)), content)
    if kind >= 17:
        lengths = (len(content.text), len(content.numbers), 0, 1, 2**20, 2**31, 2**32 - 1)
        magic = chance.choice((b"LW02", b"LW02", b"LW01"))
        data = HEADER.pack(magic, 7, chance.choice(lengths), chance.choice(lengths)) + data[20:]
    return damage(chance, data) if kind == 15 else data


def read(data: bytes) -> str:
    """Take one frame as the grader does, up to the verdict; give what became of it."""
    if len(data) < HEADER.size:
        return "cut"
    try:
        _, text, numbers = read_header(data[: HEADER.size], LIMIT)
        content = data[HEADER.size : HEADER.size + text + numbers]
        if len(content) < text + numbers:
            return "cut"
        body, arrays = decode(content[:text], content[text:])
    except ProtocolError:
        return "refused"
    if not isinstance(body, dict):
        return "of the wrong form"
    with contextlib.suppress(NotPlain):
        unpack(body.get("answer"), arrays)
    answer = answer_of(body, arrays)
    assert isinstance(answer, Answer)
    difference = judge(CASES[0], answer)
    if difference is not None:
        detail(CASES[0], told(CASES[0], answer, LINES), difference)
    if answer.error is not None:
        return "an error"
    return "right" if difference is None else "wrong"


def test_damaged_frames_raise_nothing_but_the_protocols_errors() -> None:
    """Every frame ends as a verdict or as a ProtocolError, and memory is bounded."""
    chance, known = random.Random(SEED), replies()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = Counter(read(mangled(chance, known)) for _ in range(COUNT))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{COUNT} frames: {dict(found)}; {(after - before) / 1024:.0f} MB more memory")
    assert sum(found.values()) == COUNT
    for kind in ("refused", "cut", "wrong", "an error", "of the wrong form", "right"):
        assert found[kind] > COUNT // 1_000
    assert after - before < 200 * 1024  # in kB


def test_damaged_frames_through_a_pipe_do_not_hang() -> None:
    """The same through real pipes, whose sender then goes away."""
    chance, known = random.Random(SEED + 1), replies()
    for _ in range(THROUGH_PIPES):
        reader, writer = os.pipe()
        other, unused = os.pipe()
        channel = Channel(reader, unused, LIMIT)
        os.write(writer, mangled(chance, known)[:60_000])
        os.close(writer)
        with contextlib.suppress(ProtocolError):
            channel.receive()
        channel.close()
        os.close(other)


@pytest.mark.parametrize("shape", [[0, 2**39, 2**39], [2**39, 0, 2**39, 1], [0] + [2**30] * 7])
def test_an_empty_array_with_huge_sides_is_refused(shape: list[int]) -> None:
    """No number is in it, and still NumPy could not make it."""
    text = json.dumps({"body": None, "arrays": [["<f8", shape]]}).encode()
    with pytest.raises(ProtocolError, match="impossible shape"):
        decode(text, b"")
