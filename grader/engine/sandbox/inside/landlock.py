"""Landlock: the kernel lets a process give up files, ports and signals, without any namespace.

Inside the sandbox: standard library only. Each version of the interface (ABI) knows more rights;
all that the running kernel knows are given up, but for those that a rule gives back. What an older
kernel does not know is refused by the filter, or was not possible at all.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from .kernel import libc

# The same numbers on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
CREATE_RULESET_VERSION = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38
LOG_SAME_EXEC_OFF = 1  # what is refused does not fill the machine's audit log

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, MAKE_SYM, REFER, TRUNCATE, IOCTL_DEV = (
    1 << bit for bit in (7, 8, 12, 13, 14, 15)
)
# The rights that each version added, by what they are about.
FILES = {1: (1 << 13) - 1, 2: REFER, 3: TRUNCATE, 5: IOCTL_DEV}
TCP = {4: 0b11}  # to bind, to connect
SCOPES = {6: 0b11}  # abstract sockets, signals: only within the same walls
LOGGED_SINCE = 7

ONE_FILE = (
    EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
)  # the rights that a file can have
READ = READ_FILE | READ_DIR
OWN = (
    READ | WRITE_FILE | TRUNCATE | REFER | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be done to a file, or below a folder."""

    path: str
    rights: int


class _Attributes(ctypes.Structure):
    """The kernel's struct landlock_ruleset_attr."""

    _fields_ = (
        ("files", ctypes.c_uint64),
        ("tcp", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    """The kernel's struct landlock_path_beneath_attr, which has no gap."""

    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def abi() -> int:
    """Give the version that the kernel knows; 0 where it has no Landlock, or it is switched off."""
    if sys.platform != "linux":  # where the number is another call's
        return 0
    found = libc().syscall(
        CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(CREATE_RULESET_VERSION)
    )
    return max(0, int(found))


def restrict(rules: Iterable[Rule], version: int) -> None:
    """Give up, in this thread and whatever it starts, all that no rule gives back.

    Args:
        rules: what is given back.
        version: of the interface, as far as the kernel knows it.

    Raises:
        OSError: the kernel refuses, or a path of a rule is not there.
    """
    handled = _known(FILES, version)
    attributes = _Attributes(handled, _known(TCP, version), _known(SCOPES, version))
    # An older kernel takes a shorter structure.
    size = 8 if version < min(TCP) else 16 if version < min(SCOPES) else 24
    ruleset = _call(CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    try:
        for rule in rules:
            _add(ruleset, rule, handled)
        if libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "no_new_privs")
        _call(RESTRICT_SELF, ruleset, LOG_SAME_EXEC_OFF if version >= LOGGED_SINCE else 0)
    finally:
        os.close(ruleset)


def _add(ruleset: int, rule: Rule, handled: int) -> None:
    descriptor = os.open(rule.path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = rule.rights & handled
        if not os.path.isdir(rule.path):  # noqa: PTH112, one import less inside
            rights &= ONE_FILE
        beneath = _Beneath(rights, descriptor)
        _call(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(beneath), 0)
    finally:
        os.close(descriptor)


def _known(added: dict[int, int], version: int) -> int:
    known = 0
    for since, rights in added.items():
        known |= rights if since <= version else 0
    return known


def _call(number: int, *arguments: object) -> int:
    given = libc().syscall(ctypes.c_long(number), *arguments)
    if given < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")
    return int(given)
