"""Inside the sandbox: run a student's cells, and call the student's functions when asked.

This process belongs to the student's code, which may do with it what it likes. It holds no
expected value and no mark: all it can do is answer.
"""

import builtins
import contextlib
import linecache
import resource
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader.call import Kept, call, said_by
from grader.magics import without_magics
from grader.plain import pack, unpack

from .protocol import Channel, Closed

MAX_TEXT = 10_000


def main() -> None:
    """Serve requests until the grader hangs up: see sandbox.py for the words of the command."""
    reader, writer, limit, memory, largest = (int(word) for word in sys.argv[1:])
    sys.argv = ["notebook"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = Channel(reader, writer, limit)
    modules: dict[str, ModuleType] = {}
    builtins.display = _display  # type: ignore[attr-defined]
    while True:
        try:
            request, arrays = channel.receive()
        except Closed:
            return
        module = modules.setdefault(request["notebook"], ModuleType("__main__"))
        sys.modules["__main__"] = module  # as in a notebook, where classes look for their module
        reply, answers = _serve(request, arrays, module)
        channel.send({"id": request["id"], "reply": reply}, answers)


def _serve(
    request: dict[str, Any], arrays: list[np.ndarray], module: ModuleType
) -> tuple[Any, list[np.ndarray]]:
    if "files" in request:
        for name, content in zip(request["files"], arrays, strict=True):
            Path(name).write_bytes(content.tobytes())
        return {}, []
    if "source" in request:
        return _run(request["source"], request["place"], module), []
    function = getattr(module, request["function"], None)
    if not callable(function):
        return {"undefined": True}, []
    args, kwargs = unpack(request["inputs"], arrays)
    answer = call(function, tuple(args), kwargs)
    packed, answers = pack([answer.value, answer.inputs])
    said = {"error": answer.error and answer.error[:MAX_TEXT], "line": answer.line[:MAX_TEXT]}
    return {"answer": packed, **said}, answers


def _run(source: str, place: str, module: ModuleType) -> dict[str, str]:
    """Run one cell as IPython would, and keep what it prints and the error it ends with."""
    source = without_magics(source)
    linecache.cache[place] = (len(source), None, source.splitlines(True), place)
    printed, error = Kept(MAX_TEXT), ""
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            exec(compile(source, place, "exec"), module.__dict__)
        except (Exception, SystemExit) as raised:
            error = said_by(raised)
    return {"text": printed.text, "error": error[:MAX_TEXT]}


def _display(*values: object, **_: object) -> None:
    """Stand in for IPython's display, which every notebook has."""
    print(*values)
