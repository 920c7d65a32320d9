"""Whether files fit a worker's folder. What does not is told before anything is started.

A worker that cannot write its files ends, and that looks like a fault of the machine's.
"""

import os
from collections.abc import Mapping

from .limits import Limits

BLOCK = 4_096  # bytes: a file takes whole blocks, and a folder one


def room_of(files: Mapping[str, bytes]) -> tuple[int, int]:
    """Tell what files take of a folder: bytes, and entries of the folder with its own folders."""
    folders: set[str] = set()
    for name in {name.rpartition("/")[0] for name in files}:
        while name and name not in folders:
            folders.add(name)
            name = name.rpartition("/")[0]
    size = BLOCK * len(folders)
    for name, content in files.items():
        size += len(os.fsencode(name)) - len(content) // -BLOCK * BLOCK
    return size, len(files) + len(folders)


def too_much(files: Mapping[str, bytes], limits: Limits) -> str:
    """Say that these files do not fit; nothing where they do.

    Args:
        files: name and content.
        limits: of the folder.
    """
    if any(len(content) > limits.file_bytes for content in files.values()):
        return f"a file beside the notebooks is larger than {limits.file_bytes >> 20} MB"
    size, entries = room_of(files)
    # The folder itself is one of its files.
    if size > limits.folder_bytes or entries >= limits.folder_files:
        return (
            f"the files beside the notebooks do not fit their folder: it holds "
            f"{limits.folder_bytes >> 20} MB and {limits.folder_files} files"
        )
    return ""
