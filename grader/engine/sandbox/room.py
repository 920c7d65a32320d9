"""Whether files fit a worker's folder. What does not is told before anything is started.

A worker that cannot write its files ends, and that looks like a fault of the machine's.
"""

import os
from collections.abc import Mapping

from .limits import Limits

BLOCK = 4_096  # bytes: a file takes whole blocks, and a folder one


def too_much(files: Mapping[str, bytes], limits: Limits) -> str:
    """Say that these files do not fit; nothing where they do.

    Args:
        files: name and content.
        limits: of the folder.
    """
    folders: set[str] = set()
    for name in {name.rpartition("/")[0] for name in files}:
        while name and name not in folders:
            folders.add(name)
            name = name.rpartition("/")[0]
    size = BLOCK * len(folders)
    for name, content in files.items():
        if len(content) > limits.file_bytes:
            return f"a file beside the notebooks is larger than {limits.file_bytes >> 20} MB"
        size += len(os.fsencode(name)) - len(content) // -BLOCK * BLOCK
    # The folder itself is one of its files.
    if size > limits.folder_bytes or len(files) + len(folders) >= limits.folder_files:
        return (
            f"the files beside the notebooks do not fit their folder: it holds "
            f"{limits.folder_bytes >> 20} MB and {limits.folder_files} files"
        )
    return ""
