"""The line to a Dask cluster. Dask is loaded here, and only where a cluster is asked for."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.engine.errors import ClusterError

CONNECT_SECONDS = 10.0
LOOPBACK = tuple(f"{scheme}{host}" for scheme in ("", "tcp://") for host in ("127.", "localhost:"))


@dataclass(frozen=True, slots=True)
class Tls:
    """The files that a TLS cluster asks of every one of its members; see docs/cluster.md."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None


def connect(address: str, tls: Tls | None, tell: Callable[[str], None]) -> Any:
    """Connect to a scheduler; give Dask's client.

    Raises:
        ClusterError: there is none, or Dask is not installed.
    """
    try:
        import dask
        from distributed import Client, Security
    except ImportError as error:
        raise ClusterError(
            f"--scheduler needs a package that is not here ({error.name}). "
            "Install it: pip install 'layerwise[cluster]'"
        ) from None
    # What Dask would say of a lost line is said by the command, once.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
    # A submission is data in a task, and may be a hundred megabytes of pictures.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "10GB"})
    security = None
    try:
        if tls is not None:
            files = {"tls_ca_file": tls.ca, "tls_client_cert": tls.cert, "tls_client_key": tls.key}
            named = {name: str(path) for name, path in files.items() if path is not None}
            security = Security(require_encryption=True, **named)
        client = Client(address, security=security, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        said = " ".join(str(error).split())
        raise ClusterError(
            f"there is no Dask scheduler at {address} ({said}). Start one: dask scheduler. "
            "A scheduler at tls:// needs --tls-ca, --tls-cert and --tls-key."
        ) from None
    if not address.startswith(("tls://", *LOOPBACK)):
        tell(
            f"the cluster {address} speaks without TLS: who reaches its ports can read "
            "submissions and hidden cases, and run programs on its machines. See docs/cluster.md."
        )
    return client
