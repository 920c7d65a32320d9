"""A real JupyterLab on loopback, and a real Chromium that looks at it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # ms that a condition may take; a busy machine is no failure


@dataclass(frozen=True, slots=True)
class Server:
    """A running Jupyter server.

    folder: its root; what the browser edits lies there.
    url: where it listens, with a slash at the end.
    token: lets the browser in.
    """

    folder: Path
    url: str
    token: str

    def address(self, path: str) -> str:
        """Give the address of a page, with the token."""
        return f"{self.url}{path}?token={self.token}"


Serve = Callable[[Path], Server]
Shoot = Callable[..., None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of the machine; on CI a machine without one is a failure."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        reason = f"no browser on this machine: none of {', '.join(BROWSERS)} is on the PATH"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give all tests one browser profile, so that JupyterLab's files are fetched once."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a window of its own for each test."""
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start JupyterLab in a folder; every server ends with the tests."""
    running: list[subprocess.Popen[bytes]] = []

    def start(folder: Path) -> Server:
        home = tmp_path_factory.mktemp("home")
        process = _start(folder, home)
        running.append(process)
        return _reach(process, folder, home)

    yield start
    for process in running:
        process.send_signal(signal.SIGTERM)  # the server ends its kernels, then itself
    for process in running:
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture
def shoot(page: Page, tmp_path: Path) -> Shoot:
    """Take a picture of the page: for the README where that is asked for, else for nobody."""
    wanted = os.environ.get("LAYERWISE_SCREENSHOTS") == "1"
    folder = ROOT / "docs" / "screenshots" if wanted else tmp_path
    folder.mkdir(parents=True, exist_ok=True)

    def take(name: str, *parts: Locator) -> None:
        page.mouse.move(1, 1)  # no hover, no tooltip
        page.screenshot(
            path=folder / f"{name}.png",
            caret="hide",
            animations="disabled",
            clip=_around(parts) if parts else None,
        )

    return take


def _around(parts: tuple[Locator, ...]) -> FloatRect:
    """Find the smallest piece of the page that shows all of these."""
    boxes = [box for part in parts if (box := part.bounding_box())]
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _start(folder: Path, home: Path) -> subprocess.Popen[bytes]:
    """Start a server that knows nothing of the settings of whoever runs the tests."""
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    news = {"fetchNews": "false", "checkForUpdates": False}
    (quiet / "notification.jupyterlab-settings").write_text(json.dumps(news), encoding="utf-8")
    mine = {
        "HOME": home,
        "IPYTHONDIR": home / "ipython",
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "MPLCONFIGDIR": home / "matplotlib",
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "PYTEST"))}
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None",
    ]
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=kept | {k: str(v) for k, v in mine.items()},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _reach(process: subprocess.Popen[bytes], folder: Path, home: Path) -> Server:
    """Wait until the server has taken a free port, and says in a file of its own which."""
    said = home / "runtime" / f"jpserver-{process.pid}.json"
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and process.poll() is None:
        try:
            facts = json.loads(said.read_text(encoding="utf-8"))
            return Server(folder, f"http://127.0.0.1:{facts['port']}/", facts["token"])
        except (OSError, ValueError):  # not there yet, or half written
            time.sleep(0.1)
    process.kill()
    log = (home / "server.log").read_text(encoding="utf-8", errors="replace")
    pytest.fail(f"JupyterLab did not start:\n{log}")
