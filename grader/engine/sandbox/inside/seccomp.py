"""Decisions about system calls, and the program for the kernel's seccomp that takes them.

Inside the sandbox: standard library only. The form of the program, classic BPF, is the kernel's:
Documentation/userspace-api/seccomp_filter.rst. What is decided is in syscalls.py.
"""

import errno
import itertools
import struct
from collections.abc import Iterable
from dataclasses import dataclass

WORD = 0xFFFFFFFF
Line = tuple[int, int, int, int]  # code, lines to skip if true, if false, value
LOAD, EQUAL, AT_LEAST, AND, SKIP, ANSWER = 0x20, 0x15, 0x35, 0x54, 0x05, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # places in struct seccomp_data
X32 = 0x40000000  # the x32 calls are x86_64's under other numbers
FARTHEST = 255  # lines that a comparison can skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What the kernel does with a call."""

    action: int


@dataclass(frozen=True, slots=True)
class If:
    """A decision that looks at one argument: is (argument & mask) == value?

    The filter sees registers, never what a pointer points to. Only the lower half of a register
    is looked at, or with `high` only the upper one.
    """

    argument: int
    value: int
    then: "Decision"
    otherwise: "Decision"
    mask: int = WORD
    high: bool = False


Decision = Answer | If
KILL = Answer(0x80000000)
ALLOW = Answer(0x7FFF0000)


def fails(error: int) -> Answer:
    """The call is not made; whoever made it sees this error."""
    return Answer(0x00050000 | error)


DONE = fails(0)  # the call is not made, and reports success
EPERM = fails(errno.EPERM)
ENOSYS = fails(errno.ENOSYS)


def one_of(
    argument: int, values: Iterable[int], then: Decision = ALLOW, otherwise: Decision = EPERM
) -> Decision:
    """Decide by whether an argument is one of these values."""
    for value in values:
        otherwise = If(argument, value, then, otherwise)
    return otherwise


def none_of_bits(argument: int, bits: int, otherwise: Decision = EPERM) -> Decision:
    """Allow the call where none of these bits is set."""
    return If(argument, 0, ALLOW, otherwise, mask=bits)


def null(argument: int, then: Decision = ALLOW, otherwise: Decision = EPERM) -> Decision:
    """Decide by whether a pointer is null."""
    return If(argument, 0, If(argument, 0, then, otherwise, high=True), otherwise)


def assemble(architecture: int, decisions: dict[int, Decision], default: Answer) -> bytes:
    """Make the program: a tree of comparisons finds a call's decision in about nine steps.

    Args:
        architecture: the kernel's AUDIT_ARCH number; a call of another one ends the process.
        decisions: by the number of the call.
        default: for every other number.
    """
    # Numbers in ascending order, each with what holds from there up to the next.
    starts: list[tuple[int, Decision]] = [(0, default)]
    for number in sorted(decisions):
        if starts[-1][0] == number:
            starts.pop()
        starts += [(number, decisions[number]), (number + 1, default)]
    merged = [starts[0]]
    merged += [b for a, b in itertools.pairwise(starts) if a[1] != b[1]]
    program: list[Line] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        *_decide(KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, X32),
        *_decide(default),
        *_search(merged),
    ]
    return b"".join(struct.pack("<HBBI", *line) for line in program)


def _search(starts: list[tuple[int, Decision]]) -> list[Line]:
    if len(starts) == 1:
        return _decide(starts[0][1])
    middle = len(starts) // 2
    below, above = _search(starts[:middle]), _search(starts[middle:])
    if len(below) <= FARTHEST:
        return [(AT_LEAST, len(below), 0, starts[middle][0]), *below, *above]
    return [(AT_LEAST, 0, 1, starts[middle][0]), (SKIP, 0, 0, len(below)), *below, *above]


def _decide(decision: Decision) -> list[Line]:
    if isinstance(decision, Answer):
        return [(ANSWER, 0, 0, decision.action)]
    then, otherwise = _decide(decision.then), _decide(decision.otherwise)
    place = ARGUMENTS + 8 * decision.argument + (4 if decision.high else 0)
    masked = [(AND, 0, 0, decision.mask)] if decision.mask != WORD else []
    return [
        (LOAD, 0, 0, place),
        *masked,
        (EQUAL, 0, len(then), decision.value),
        *then,
        *otherwise,
    ]
