"""What opens an LMS: out of the environment or a file that nobody else reads, and nowhere else.

A command line is seen by everybody on the machine, and kept by the shell.
"""

import os
import stat
from pathlib import Path
from urllib.parse import urlsplit

from grader.engine.errors import CannotSend

OTHERS = stat.S_IRWXG | stat.S_IRWXO
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def read_token(variable: str, path: Path | None) -> str:
    """Give the token that a file has, where one is named, else the environment.

    Raises:
        CannotSend: there is none, or others can read it.
    """
    if path is not None:
        token, place = read_private(path).strip(), str(path)
    else:
        token, place = os.environ.get(variable, "").strip(), variable
    if not token:
        raise CannotSend(
            f"there is no key in {place}. Put it into the variable {variable}, or into a file that "
            "only you can read: --token-file FILE"
        )
    if not token.isascii() or not token.isprintable() or " " in token:
        raise CannotSend(f"what {place} holds is no key: it is one word. Copy it again.")
    return token


def read_private(path: Path) -> str:
    """Read a file that holds a secret.

    Raises:
        CannotSend: it cannot be read, or others can read it.
    """
    try:
        with path.open(encoding="utf-8") as file:
            about = os.fstat(file.fileno())
            if os.name == "posix" and about.st_mode & OTHERS:
                raise CannotSend(f"others can read {path}, which holds a key: chmod 600 {path}")
            return file.read()
    except UnicodeDecodeError:
        raise CannotSend(f"{path} holds no key: it is no text.") from None
    except OSError as error:
        raise CannotSend(f"{path} could not be read: {error.strerror}") from None


def must_be_private(url: str, what: str) -> None:
    """See to it that a key does not travel where others can read it.

    Raises:
        CannotSend: the address is none, or is not encrypted.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    odd = not url.isprintable() or " " in url
    if odd or parts.scheme not in ("http", "https") or not host or parts.username:
        raise CannotSend(f"{url!r} is no address of {what}. It begins with https://")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise CannotSend(f"{url} is not encrypted, and would show your key: use https://")
