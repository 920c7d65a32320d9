"""Who may read what is written: nobody but the instructor, since it is about students."""

import os
from pathlib import Path

OTHERS, ALL_BUT_GROUP = 0o077, 0o007


def keep_private(group: bool = False) -> None:
    """Have everything that this process makes from now on readable by nobody else.

    Args:
        group: the course is shared by a group, who read and write all of it.
    """
    os.umask(ALL_BUT_GROUP if group else os.umask(OTHERS) | OTHERS)


def make_private(path: Path) -> None:
    """Take from a file or folder of ours the rights that this process would give to none."""
    mask = os.umask(OTHERS)
    os.umask(mask)
    try:
        about = path.lstat()
        if about.st_uid == os.geteuid() and about.st_mode & mask & OTHERS:
            path.chmod(about.st_mode & 0o7777 & ~(mask & OTHERS))
    except (OSError, AttributeError):  # it is not there, or this is no POSIX system
        return
