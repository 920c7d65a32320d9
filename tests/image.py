"""Make what Containerfile makes, without a container engine: debootstrap's folder, and its steps.

    python -m tests.image FOLDER      make it (some minutes, and root)

Only what Containerfile uses of its language is understood; anything else is an error.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from grader.engine.sandbox.walls import bubblewrap

ROOT = Path(__file__).resolve().parent.parent
# How this machine reaches its package registries, and the certificates that it trusts there.
PASSED_FILES = ("/etc/resolv.conf", "/etc/pip.conf", "/root/.config/pip/pip.conf")
CERTIFICATES = ("PIP_CERT", "SSL_CERT_FILE")
THEIR_PLACE = "/run/certificates.pem"


@dataclass(slots=True)
class Image:
    """A folder that stands for an image, and what its file says of how it is run."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/bin:/bin:/sbin"})
    user: str = "root"
    workdir: str = "/"
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)

    def make(self, steps: list[tuple[str, str]]) -> None:
        """Do the steps; those of how it is run are remembered."""
        for word, rest in steps:
            if word == "FROM":
                _bootstrap(rest, self.folder)
            elif word == "RUN":
                subprocess.run(self.inside(["sh", "-c", rest], building=True), check=True)
            elif word == "COPY" and rest.startswith(". "):
                _copy(self.folder / rest.removeprefix(". ").lstrip("/"))
        self.describe(steps)

    def describe(self, steps: list[tuple[str, str]]) -> None:
        """Remember how it is run."""
        for word, rest in steps:
            match word:
                case "ENV":
                    name, _, value = rest.partition("=")
                    self.environment[name] = value
                case "USER":
                    self.user = rest
                case "WORKDIR":
                    self.workdir = rest
                case "ENTRYPOINT":
                    self.entrypoint = json.loads(rest)
                case "CMD":
                    self.command = json.loads(rest)
                case "FROM" | "RUN" | "COPY":
                    pass
                case _:
                    raise ValueError(f"what is {word} in Containerfile?")

    def inside(self, words: list[str], building: bool = False, *mounts: str) -> list[str]:
        """Give the command that runs words in the folder, as root, with its own /proc and /dev."""
        binary = bubblewrap()
        assert binary is not None
        view = ["--bind", str(self.folder), "/", "--dev", "/dev", "--proc", "/proc"]
        view += ["--perms", "1777", "--tmpfs", "/dev/shm"]
        view += ["--unshare-pid", "--cap-add", "ALL", "--clearenv", *mounts]
        settings = dict(self.environment)
        if building:
            settings |= {k: v for k, v in os.environ.items() if k.startswith("PIP_")}
            files = {path: path for path in PASSED_FILES}
            for name in CERTIFICATES:
                if name in os.environ:
                    files[THEIR_PLACE] = os.environ[name]
                    settings["PIP_CERT"] = THEIR_PLACE
            for place, path in files.items():
                if Path(path).is_file():
                    view += ["--ro-bind", str(Path(path).resolve()), place]
        for name, value in settings.items():
            view += ["--setenv", name, value]
        return [binary, *view, *words]

    def run(self, *words: str, mounts: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
        """Run it as `docker run` would: its user, the default filter and capabilities.

        Args:
            words: after its entry point; its own command where there is none.
            mounts: "--bind", a folder of this machine, and the one that it is inside; and so on.
        """
        whole = [*self.entrypoint, *(words or self.command)]
        who = f"{self.user}:{self.workdir}"
        # The helper that plays Docker is this repository's, which the image has too.
        start = ["/opt/python/bin/python", "-m", "tests.container", who, *whole]
        return subprocess.run(
            self.inside(start, False, *mounts, "--chdir", "/opt/course"),
            capture_output=True,
            text=True,
            check=False,
        )


def steps() -> list[tuple[str, str]]:
    """Read Containerfile: each step's word, and the rest of its line."""
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    return [
        (word, rest)
        for word, _, rest in (line.partition(" ") for line in lines if line[:1] not in "#")
    ]


def _bootstrap(name: str, folder: Path) -> None:
    system, _, suite = name.partition(":")
    if system != "debian":
        raise ValueError(f"{name} is no Debian")
    suite = suite.removesuffix("-slim")
    subprocess.run(["debootstrap", "--variant=minbase", suite, str(folder)], check=True)


def _copy(target: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def main() -> None:
    """Make the image's folder."""
    image = Image(Path(sys.argv[1]))
    image.make(steps())
    print("made", shlex.quote(str(image.folder)))


if __name__ == "__main__":
    main()
