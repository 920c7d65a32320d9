"""Inside the sandbox: the grader's questions to a notebook, out of reach of the code that runs.

A student's function finds the frames below its own, and all that their names hold. So whoever talks
to the grader is a generator that no name holds: it is suspended while any other code runs, and its
frame is below nobody's. It gives out what is to be done, one job at a time. By itself it calls
nothing but functions written in C, which nobody can change from within Python.

It also has a locked cell compiled, whose text it gives to nobody else: see grading/parts.py.

None of this holds against code that reads the process's memory: see docs/any-course.md.
"""

import _signal
import builtins
import gc
import hashlib
import inspect
import json
import operator
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import repeat, starmap
from json.scanner import c_make_scanner  # type: ignore[attr-defined]
from operator import is_, itemgetter
from types import ModuleType
from typing import Any

from .audit import Watch
from .decision import FAILED, decide
from .protocol import HEADER, MAGIC

Job = tuple[Any, ...]  # what to call, and with what
# No handler of a student's runs between two jobs; a cell sets its own anew.
SIGNALS = tuple(sorted(signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}))
REPLY = b'{"body": {"verdict": %s}, "arrays": [["|u1", [%d]]]}'
EMPTY = b'{"body": {}, "arrays": []}'
AT_ONCE = 2**20


@dataclass(frozen=True, slots=True)
class Steps:
    """The jobs, and what they work on. Most may run a student's code.

    modules: what they are made of; before a locked cell it is as it was.
    """

    shell: Any
    kept: Any
    modules: tuple[ModuleType, ...]
    files: Callable[..., Any]
    ours: Callable[..., Any]
    before: Callable[..., Any]
    cell: Callable[..., Any]
    ready: Callable[..., Any]
    after: Callable[..., Any]
    shown: Callable[..., Any]
    packed: Callable[..., Any]
    awaiting: Callable[..., Any]


def working(reader: int, writer: int, steps: Steps, watch: Watch) -> Callable[[], None]:
    """Give what does the jobs. It is written in C: no frame has a name for a part of it."""
    done: deque[Any] = deque(maxlen=1)
    # The collector is at work only while a job is; profilers and handlers end with it. What the
    # interpreter has put off till later, it does in a frame of this function's.
    given = zip(jobs(reader, writer, steps, watch, done), _again(gc.enable), strict=False)
    after = [_again(operator.setitem, watch.state, 0, False)]
    after += [_again(gc.disable), _again(sys.setprofile, None)]
    after += [_again(_signal.signal, number, int(signal.SIG_IGN)) for number in SIGNALS]
    after.append(map(lambda _: None, repeat(None)))
    did = starmap(operator.call, map(itemgetter(0), given))
    return partial(done.extend, zip(did, *after, strict=False))


def _again(function: Callable[..., Any], *words: Any) -> Iterator[Any]:
    return starmap(function, repeat(words))


def jobs(reader: int, writer: int, steps: Steps, watch: Watch, done: deque[Any]) -> Iterator[Job]:
    """Read one question after the other, give its jobs, answer it.

    One function, because a part of it would be a function that somebody can replace; and all that
    it calls is bound here, before there is any other code.
    """
    read, write, leave, unpack, pack = os.read, os.write, os._exit, HEADER.unpack, HEADER.pack
    process, this = os.getpid, os.getpid()
    scan, digest, to_number = c_make_scanner(json.JSONDecoder()), hashlib.sha256, int.from_bytes
    length, kind_of, ascii_of, least, listed, text_kind = len, type, ascii, min, tuple, str
    set_class, clear, update = type.__setattr__, dict.clear, dict.update
    every, mapped, paired, same, again = all, map, zip, is_, repeat
    decided, failed, magic, size, at_once = decide, FAILED, MAGIC, HEADER.size, AT_ONCE
    said, empty, kinds, state = REPLY, EMPTY, (int, float, bool), watch.state
    bytes_kind, shows = bytes, ("cell", "locked", "test")
    shell, kept, ours = steps.shell, steps.kept, None
    files, put, before, cell = steps.files, steps.ours, steps.before, steps.cell
    ready, after, shown, packed = steps.ready, steps.after, steps.shown, steps.packed
    compiled, awaited = compile, inspect.CO_COROUTINE
    runners = {"exec": exec, "eval": eval, "await": steps.awaiting}
    plans = {
        "files": (files,),
        "ours": (put,),
        "cell": (cell, packed),
        "locked": (before, ready, decided, after, shown, packed),
        "test": (before, ready, decided, after, shown, packed),
    }
    classes = [
        (one, table)
        for module in steps.modules
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__
        for table in gc.get_referents(vars(one))
    ]
    spaces = tuple(
        (one, table, tuple(table), tuple(table.values()))
        for one, table in [*((None, vars(one)) for one in steps.modules), *classes]
    )
    common, plain = vars(builtins), tuple(vars(builtins).items())
    # An object of a student's may run code when it goes. Those that come by here stay.
    graves: list[Any] = []
    key, turn, loaded, traces = b"", 0, sys.modules, False
    while True:
        head = b""
        while length(head) < size:
            part = read(reader, size - length(head))
            if part == b"":
                leave(0)  # the grader has hung up
            head += part
        _, number, text, missing = unpack(head)
        missing += text
        parts = []
        while missing:
            parts.append(read(reader, least(missing, at_once)))
            if parts[-1] == b"":
                leave(0)
            missing -= length(parts[-1])
        content = b"".join(parts)
        body = scan(content[:text].decode(), 0)[0]["body"]
        apart, own = body.pop("apart", None), None
        # A question comes with a mask over its number, which only who has the key can take off.
        turn += 1
        if key:
            number ^= to_number(digest(key + turn.to_bytes(8, "little")).digest()[:4], "little")
        kind = "files" if "files" in body else "ours" if "ours" in body else "cell"
        if kind == "cell" and body["locked"]:
            kind = "test" if body["test"] else "locked"
        changed: list[str] = []
        verdict = disturbed = None
        result: Any = ((), None, None, None, "")
        codes: Any = None
        shelf: list[Any] = []
        ran = False
        meant: frozenset[str] | None = frozenset()
        for step in plans[kind]:
            lately: list[str] = []
            if kind == "test" or kind == "locked":
                # Nothing is looked for in a table before its keys are known to be plain: a key of a
                # student's kind may run code when it is compared.
                for one, space, names, values in spaces:
                    if (
                        length(space) == length(names)
                        and every(mapped(same, space, names))
                        and every(mapped(same, space.values(), values))
                    ):
                        continue
                    graves.append(listed(space.items()))
                    clear(space)
                    update(space, paired(names, values))
                    if one is not None:
                        set_class(one, names[0], values[0])  # what is known of it is known anew
                if not every(mapped(same, mapped(kind_of, common), again(text_kind))):
                    graves.append(listed(common.items()))
                    clear(common)
                    for name, value in graves[-1]:
                        if kind_of(name) is text_kind:
                            common[name] = value
                    lately.append("the keys of builtins")
                for name, value in plain:
                    if ran and (meant is None or name in meant):
                        continue  # the instructor's cell may have changed it
                    if (other := common.get(name, state)) is not value:
                        graves.append(other)
                        common[name] = value
                        lately.append("builtins." + name)
                changed += lately
            words: Any = (shell, body)
            if step is decided and codes is None:
                continue
            if step is files:
                words = (body["files"], content[text:])
                key = b"".fromhex(body.get("key", ""))
            elif step is put:
                words = (body, kept)
            elif step is before:
                words = (kept, ours, body, state[4])
            elif step is ready:
                words = (shell, body, own is not None, runners["await"])
            elif step is decided:
                words = (*codes, shelf, kinds, kind_of, ascii_of)
            elif step is after:
                words = (kept, body, lately)
            elif step is shown:
                words = (shell, body, verdict, shelf, disturbed)
            elif step is packed:
                if state[2]:
                    changed.append("the list of audit hooks")
                    state[2] = False
                if state[3]:
                    changed.append("how frames are traced")
                    state[3] = False
                words = (result, changed)
            state[0] = step is decided and kind == "test"
            source = body.get("source", "") if kind != "cell" else ""  # of the instructor's alone
            # Hypothesis traces what it tests, to explain it.
            traces = "hypothesis" in loaded if kind == "ours" or turn == 1 else traces
            state[1] = traces or "trace" in source or "rofile" in source or "hypothesis" in source
            yield step, *words
            if process() != this:
                leave(0)  # a copy of this process has no say: it could try one answer after another
            ran = ran or step is cell or step is decided
            found = done[-1][0]
            graves.append(found)
            if step is put:
                ours = found
            elif step is before:
                found, meant, how = found
                changed += found
                if apart is not None and how is not None:
                    own = []
                    for way, part in apart[how[0]]:
                        yield compiled, part, body["name"], way, how[1], True
                        code = done[-1][0]
                        own.append((runners["await" if code.co_flags & awaited else way], code))
            elif step is after:
                found, disturbed = found
                changed += found
                # What a cell of the instructor's changes for good is right from now on.
                plain = listed(
                    [
                        (name, common.get(name, value) if meant is None or name in meant else value)
                        for name, value in plain
                    ]
                )
                if kind == "locked":
                    disturbed = None
                elif disturbed is not None:
                    verdict = failed
            elif step is ready:
                codes, error = found
                if codes is None:
                    shelf.append(error)
                    verdict = failed
                elif own is not None:
                    codes = (codes[0], listed(own), codes[2])
                graves.append(shelf)
            elif step is decided:
                verdict = found if kind_of(found) is text_kind else failed
            elif step is cell or step is shown:
                result = found
        numbers = found if kind_of(found) is bytes_kind else b""
        reply = empty
        if kind in shows:
            word = f'"{verdict}"' if kind == "test" else "null"
            reply = said % (word.encode(), length(numbers))
        data = pack(magic, number, length(reply), length(numbers)) + reply + numbers
        while data:
            data = data[write(writer, data) :]
