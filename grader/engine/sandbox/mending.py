"""What to do where a wall is missing: the smallest step, for this program alone.

A switch for the whole machine is never advised: it would take a wall from every other program.
"""

import os
from pathlib import Path

SYSTEM = Path("/usr/bin/bwrap")
APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
DEBIAN = Path("/proc/sys/kernel/unprivileged_userns_clone")
MOST = Path("/proc/sys/user/max_user_namespaces")
STATUS = Path("/proc/self/status")

LANDLOCK = (
    "Linux 5.13 or newer that is started with landlock among its security modules (the kernel's "
    "option lsm=); in a container, a runtime of 2022 or newer, whose filter lets landlock_* pass"
)
PROCESSES = (
    "set it to 0, or grade at the level namespaces; at the level landlock it takes Linux 6.12 or "
    "newer, or a grader that is root, whose submissions have a user of their own each"
)
CONTAINER = (
    "the container's filter refuses them. Docker: --security-opt seccomp=unconfined "
    "--security-opt apparmor=unconfined --security-opt systempaths=unconfined, or stay at the "
    "level landlock, which needs none of it: docs/containers.md"
)
PROFILE = """# Lets bubblewrap, and nothing else on this machine, make user namespaces.
abi <abi/4.0>,
include <tunables/global>

profile layerwise-bwrap {binary} flags=(unconfined) {{
  userns,
  include if exists <local/layerwise-bwrap>
}}
"""


def apparmor_profile(binary: str) -> str:
    """Give AppArmor's profile for this bubblewrap alone."""
    quoted = f'"{binary}"' if " " in binary else binary
    return PROFILE.format(binary=quoted)


def namespaces(binary: str | None) -> str:
    """Say why this machine refuses bubblewrap its namespaces, and what mends it."""
    if _number(APPARMOR):
        name = "/etc/apparmor.d/layerwise-bwrap"
        aside = "" if binary == str(SYSTEM) else " (first: apt-get install bubblewrap)"
        return (
            f"AppArmor allows them to programs that have a profile{aside}: grader doctor "
            f"--apparmor-profile | sudo tee {name} && sudo apparmor_parser --replace {name}"
        )
    if _in_a_container():
        return CONTAINER
    if _number(DEBIAN) == 0 or _number(MOST) == 0:
        return (
            "they are switched off on this machine, for all programs. The level landlock needs "
            "none; for the full one, grade in a virtual machine"
        )
    if os.getuid() == 0:
        return "root lacks CAP_SYS_ADMIN here: grade as an ordinary user"
    return "a kernel with user namespaces (CONFIG_USER_NS)"


def own_namespaces(binary: str | None, outer: bool) -> str:
    """Say what mends it that a submission cannot have namespaces of its own."""
    if outer and os.getuid() == 0:
        return (
            "each submission runs as another user, who must be able to read this Python: "
            "chmod -R o+rX on its folder; and " + namespaces(binary)
        )
    return namespaces(binary)


def shared() -> str:
    """Say what mends it that the level without namespaces does not stand."""
    if os.getuid() == 0:
        return (
            "as root, each submission runs as another user: that takes the capabilities CHOWN, "
            "DAC_OVERRIDE, FOWNER, KILL, SETGID, SETUID and SETPCAP, which Docker gives, and a "
            "Python that others may read (chmod -R o+rX); or grade as an ordinary user"
        )
    return "/proc and a folder for temporary files that can be written (TMPDIR)"


def _in_a_container() -> bool:
    """A filter that is on this process already is a container's."""
    try:
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return False
    return "Seccomp:\t2" in lines


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
