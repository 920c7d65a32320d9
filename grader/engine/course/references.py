"""The reference's own functions, which answer for a student's helper that is wrong.

They run in the process that judges, on plain data. Neither their source nor their code goes into
a worker: there a stand-in asks for their values. See docs/grading.md, "The second chance".
"""

import ast
import functools
import importlib.util
import inspect
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from grader.engine.course.own import ASSIGNMENT, FUNCTIONS

from .nbgrader_course import ROOT

HOME = ROOT / "solutions" / ASSIGNMENT


@functools.cache
def _reference() -> ModuleType:
    """Import the assignment's reference, with all that its functions use: helpers, constants."""
    name = f"reference_of_{ASSIGNMENT}"
    spec = importlib.util.spec_from_file_location(
        name, HOME / "__init__.py", submodule_search_locations=[str(HOME)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@functools.cache
def helpers_of(function: str) -> frozenset[str]:
    """The earlier functions that this one calls, directly or through another one."""
    tree = ast.parse(inspect.getsource(_functions()[function]))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    called = named & {*FUNCTIONS[: FUNCTIONS.index(function)]}
    return frozenset(called).union(*(helpers_of(name) for name in called))


@functools.cache
def _functions() -> dict[str, Callable[..., Any]]:
    return {name: getattr(_reference(), name) for name in FUNCTIONS}


def value_of(function: str, args: Any, kwargs: Any) -> Any:
    """Give what the reference gives for plain data; it may raise whatever it raises."""
    with np.errstate(all="ignore"):
        return _functions()[function](*args, **kwargs)


@functools.cache
def parameters_of(function: str) -> tuple[inspect.Parameter, ...]:
    """The parameters of a reference, in their order."""
    return tuple(inspect.signature(_functions()[function]).parameters.values())
