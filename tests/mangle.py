"""Damage bytes and JSON, from a fixed seed: what a hostile or unlucky file or frame may be."""

import copy
import json
import random
from typing import Any

HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 4, 4.0, 2**31, 2**62, 2**63, -(2**64), 10**400, 1e308, 0.5),
    *(float("nan"), float("inf"), "", "x", "\ud800", "\0\x1b[2J", "<script>", "x" * 2_000, "4"),
    *([], {}, [[]], [None], ["x", 5], {"": None}, {"nbgrader": []}, {"nbgrader": {"grade_id": []}}),
    *("code", "markdown", {"array": 0}, {"array": -1}, {"scalar": 9}, {"float": "nan"}),
    *({"float": "0x1p99999"}, {"int": True}, {"list": {}}, {"dict": [["a"]]}, {"other": 7}),
    *({"str": "\udfff"}, ["<f8", [2]], ["<f8", [0, 2**39, 2**39]], ["|b1", []], ["|O", [1]]),
)
TOKENS: tuple[bytes, ...] = (
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b",",
    b":",
    b"\\",
    b"\\ud800",
    b"null",
    b"NaN",
    b"1e999",
)
TOKENS += (b"-", b"9" * 50, b"\xff", b"\0", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"[" * 2_000, b"\x1b")


def damage(chance: random.Random, data: bytes) -> bytes:
    """Flip, cut, repeat, insert: one to three times."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        kind, place = chance.randrange(6), chance.randrange(len(data) + 1)
        if kind == 0:
            data = data[:place]
        elif kind == 1 and place < len(data):
            flipped = data[place] ^ (1 << chance.randrange(8))
            data = data[:place] + bytes([flipped]) + data[place + 1 :]
        elif kind == 2:
            data = data[:place] + chance.choice(TOKENS) + data[place:]
        elif kind == 3:
            data = data[:place] + data[place + chance.randrange(1, 40) :]
        elif kind == 4:
            data = data[:place] + data[chance.randrange(len(data) + 1) :][:200] + data[place:]
        else:
            data = data[:place] + chance.randbytes(chance.randrange(1, 9)) + data[place:]
    return data


def edit(chance: random.Random, value: Any) -> Any:
    """Change a copy of some JSON at one to four places."""
    value = copy.deepcopy(value)
    for _ in range(chance.randrange(1, 5)):
        value = _edit_once(chance, value)
    return value


def _edit_once(chance: random.Random, value: Any) -> Any:
    holder: Any = None
    key: Any = None
    inner = value
    while isinstance(inner, dict | list) and inner and (holder is None or chance.random() < 0.8):
        keys: list[Any] = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        holder, key = inner, chance.choice(keys)
        inner = holder[key]
    if holder is None:
        return copy.deepcopy(chance.choice(HOSTILE))
    kind = chance.randrange(4)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = [inner] * chance.choice((2, 3, 20))
    elif kind == 2:
        holder[key] = nested(chance.choice((5, 50, 400)), inner)
    else:
        holder[key] = copy.deepcopy(chance.choice(HOSTILE))
    return value


def nested(depth: int, value: Any) -> Any:
    """Wrap a value into lists in dictionaries, some levels deep."""
    for _ in range(depth):
        value = [{"x": value}]
    return value


def as_bytes(value: Any) -> bytes:
    """Write JSON as a hostile writer would: with NaN, and with half characters."""
    try:
        return json.dumps(value).encode()
    except (RecursionError, ValueError):
        return b"[" * 3_000
