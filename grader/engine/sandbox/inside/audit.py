"""Inside the sandbox: a hook that refuses what would undermine a test; no one can take it away.

The interpreter asks it before it adds another audit hook, traces a frame, or lists all objects.
A notebook does none of this by accident; what teaching needs (profilers, references of one
object) goes on outside of tests.
"""

import builtins
import sys
from collections.abc import Callable, Iterable
from types import FrameType, FunctionType
from typing import Any

SAID = "not while a notebook is graded: {}"


class Watch:
    """What the hook tells, and is told. Both are in one place that nothing else names.

    state: [a test runs, its own text speaks of tracing, an audit hook was to be added, frames were
        to be traced, the code or the defaults of a function were set].
    """

    def __init__(self, ours: Iterable[FunctionType], guarded: Iterable[FunctionType]) -> None:
        """Put the hook up.

        Args:
            ours: whose code is to stay as it is.
            guarded: whose code is to stay so while a test runs.
        """
        self.state = bytearray(5)
        ids = frozenset(map(id, ours)), frozenset(map(id, guarded))
        sys.addaudithook(_hook(self.state, *ids))


def _hook(
    state: bytearray, ours: frozenset[int], guarded: frozenset[int]
) -> Callable[[str, tuple[Any, ...]], None]:
    # What the hook needs is in its cells: builtins can be replaced.
    refuse, text, kind_of, name_of = builtins.RuntimeError, SAID.format, builtins.type, builtins.id
    frame = FrameType

    def hook(event: str, words: tuple[Any, ...]) -> None:
        if event == "sys.addaudithook":
            state[2] = 1
            raise refuse(text(event))
        if event in {
            "sys.settrace",
            "sys.monitoring.register_callback",
            "sys.setprofile",
            "sys._current_frames",
            "sys._current_exceptions",
            "gc.get_objects",
            "gc.get_referrers",
        }:
            if event == "sys.setprofile" and not state[0]:
                return
            if state[1] and event[:7] == "sys.set":
                return
            if event[:3] == "sys":
                state[3] = 1
            raise refuse(text(event))
        if event == "gc.get_referents":
            for one in words[0] if kind_of(words[0]) is tuple_ else words:
                if kind_of(one) is frame:
                    raise refuse(text(event))
        if event == "object.__setattr__" and words[1] in parts:
            state[4] = 1
            if words[1] != "__code__":
                return
            function = name_of(words[0])
            if function in ours or (state[0] and function in guarded):
                raise refuse(text("the code of a function is replaced"))

    tuple_, parts = tuple, frozenset(("__code__", "__defaults__", "__kwdefaults__"))
    return hook
