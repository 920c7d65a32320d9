"""What a platform and a tool know of each other: a file that is written once."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from grader.engine.errors import CannotSend

from .secret import must_be_private, read_private

NEEDED = ("token_url", "client_id", "key_id", "key_file", "line_items")


@dataclass(frozen=True, slots=True)
class Platform:
    """An LMS in which this grader is registered as a tool, by LTI 1.3.

    token_url, audience: where a token is asked for, and to whom that is addressed.
    client_id, key_id: what the platform calls the tool, and the tool's key.
    key: the private key, as PEM. It is never shown.
    line_items: the address of the course's line items, from the claim of a launch.
    members: of its class list; empty where the gradebook's numbers are the platform's.
    """

    token_url: str
    audience: str
    client_id: str
    key_id: str
    key: str
    line_items: str
    members: str = ""

    def __repr__(self) -> str:
        """Show all but the key."""
        return f"Platform({self.line_items!r}, client_id={self.client_id!r})"


def read_platform(path: Path) -> Platform:
    """Read the file; the key's file is beside it, and only its owner can read it.

    Raises:
        CannotSend: something is missing, or others can read the key.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CannotSend(f"{path} could not be read: {error.strerror}") from None
    except ValueError as error:
        raise CannotSend(f"{path} is no TOML: {error}") from None
    known = {*NEEDED, "audience", "members"}
    if missing := [name for name in NEEDED if not said.get(name)]:
        raise CannotSend(f"{path} does not say: {', '.join(missing)}")
    if strange := [name for name in said if name not in known]:
        raise CannotSend(
            f"{path} says {strange[0]}, which is not known: {', '.join(sorted(known))}"
        )
    if wrong := [name for name, value in said.items() if not isinstance(value, str)]:
        raise CannotSend(f"{path}: {wrong[0]} must be a text in quotes")
    for name in ("token_url", "line_items", "members"):
        if said.get(name):
            must_be_private(said[name], f"an LMS ({name} in {path})")
    return Platform(
        said["token_url"],
        said.get("audience") or said["token_url"],
        said["client_id"],
        said["key_id"],
        read_private(path.parent / said["key_file"]),
        said["line_items"],
        said.get("members", ""),
    )
