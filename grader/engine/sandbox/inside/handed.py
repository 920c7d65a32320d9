"""Inside the sandbox: the files that a worker begins with, as one frame carries them.

Names are bytes and no JSON: there one letter may take six bytes, and a bracket counts as a part.
"""

import os
from collections.abc import Mapping
from pathlib import Path


def packed(files: Mapping[str, bytes]) -> tuple[list[int], bytes]:
    """Put files into one row of bytes; give the sizes of its parts: all names, then each content.

    Args:
        files: name and content.
    """
    names = b"\0".join(os.fsencode(name) for name in files)
    return [len(names), *map(len, files.values())], b"".join([names, *files.values()])


def write_files(sizes: list[int], content: bytes) -> None:
    """Put what `packed` gives into the folder where this process stands."""
    start, *rest = sizes
    names = content[:start].split(b"\0") if rest else []
    for name, size in zip(names, rest, strict=True):
        path = Path(os.fsdecode(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[start : start + size])
        start += size
