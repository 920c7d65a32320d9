"""What marks depend on besides the submission and the assignment: the code, Python, NumPy.

It must be the same on all machines that grade a class, and a submission that was graded with
another one is graded again.
"""

import functools
import hashlib
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

import grader

SHOWN = 12  # digits of a digest, for a person to compare


def edition() -> dict[str, str]:
    """Name what decides marks on this machine besides the submission.

    The last places of a number, and the words of an error, may change with Python and NumPy from
    one minor version to the next, and not within one. What else counts, its Work says.
    """
    return {
        "Layerwise": f"{_release()}, code {code_digest()[:SHOWN]}",
        "Python": _minor(platform.python_version()),
        "NumPy": _minor(np.__version__),
    }


def fingerprint(more: dict[str, str]) -> str:
    """Name all of this by its content, with what else a kind of work depends on."""
    return hashlib.sha256(json.dumps({**edition(), **more}, sort_keys=True).encode()).hexdigest()


def differences(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """Say in what two machines differ; nothing where they do not."""
    found = [
        f"{name} is {theirs.get(name, 'missing')} there and {value} here"
        for name, value in ours.items()
        if theirs.get(name) != value
    ]
    return "; ".join(found)


@functools.cache  # of what this process has loaded, whatever comes to lie on the disk
def code_digest() -> str:
    """Name the code of this package by its content: its version says only what was released."""
    package = Path(grader.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(str(path.relative_to(package)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _release() -> str:
    try:
        return version("layerwise")
    except PackageNotFoundError:
        return "not installed"


def _minor(release: str) -> str:
    return ".".join(release.split(".")[:2])
