"""Inside the sandbox: what stands in for a student's wrong helper asks the judge for the value.

The reference itself never comes here, neither its source nor its code: only arguments go out and
numbers come back, one question at a time, over the channel that the running call's own answer
will take.
"""

import builtins
import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.cases.plain import pack, unpack

from .protocol import Channel, encode


class Line:
    """The channel to the judge: whatever is sent next answers what came last."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self._number = channel, 0

    def receive(self) -> tuple[Any, list[np.ndarray]]:
        """Wait for what the judge sends."""
        self._number, body, arrays = self._channel.receive()
        return body, arrays

    def send(self, body: Any, arrays: list[np.ndarray]) -> None:
        """Answer it, or ask something in return."""
        self._channel.send(self._number, encode(body, arrays))


def stand_in(function: str, line: Line) -> Callable[..., Any]:
    """Make what is called in the place of a helper."""

    def ask(*args: Any, **kwargs: Any) -> Any:
        packed, arrays = pack([args, kwargs])
        line.send({"ask": function, "inputs": packed}, arrays)
        reply, values = line.receive()
        if "value" in reply:
            # As from a function of one's own: what comes back may be changed in place.
            return copy.deepcopy(unpack(reply["value"], values))
        raise getattr(builtins, reply["error"])(reply["says"])

    ask.__name__ = ask.__qualname__ = function
    return ask
