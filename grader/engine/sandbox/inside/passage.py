"""Ways to folders that lie where only root may enter, such as a Python in /root.

Inside the sandbox: standard library only, and read before anything else. A worker of a grader that
is root runs as another user, who may not walk through /root. It holds the folder open instead, and
finds it through its own descriptor.
"""

import os
import sys


def use(passages: list[tuple[str, str]]) -> None:
    """Have everything that is imported from now on come through the passages.

    Args:
        passages: folders, each with the path of the descriptor that leads there.
    """

    def through(path: str) -> str:
        for folder, passage in passages:
            if path == folder or path.startswith(folder + "/"):
                return passage + path[len(folder) :]
        return path

    for name in ("prefix", "exec_prefix", "base_prefix", "base_exec_prefix"):
        setattr(sys, name, through(getattr(sys, name)))
    sys.path[:] = [through(path) for path in sys.path]
    sys.path_importer_cache.clear()
    for module in list(sys.modules.values()):
        folders = getattr(module, "__path__", None)
        if isinstance(folders, list):
            folders[:] = [through(path) for path in folders]

    # Matplotlib asks for the real path of a font, which is the one that cannot be walked.
    real, ours = os.path.realpath, tuple(passage + "/" for _, passage in passages)

    def realpath(filename: "os.PathLike[str] | str", *, strict: bool = False) -> str:
        name = os.fspath(filename)
        if isinstance(name, str) and name.startswith(ours):
            return os.path.normpath(name)
        return real(name, strict=strict)

    if passages:
        os.path.realpath = realpath  # type: ignore[assignment]
