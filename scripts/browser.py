"""Finds the Chromium or Chrome that the browser tests and the screenshots drive, and installs one where there is none.

python -m scripts.browser     make sure that there is one
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The headless shell first: it has no windows to draw, and opens a page's in a third of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PACKAGES = NAMES[:2]  # Debian has both, others the second
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
PLAYWRIGHTS_OWN = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
ADVICE = "Install Chromium or Chrome (apt install chromium fonts-noto-cjk), or name one with BROWSER_PATH."


def find() -> Path | None:
    """The browser to drive: the one that `BROWSER_PATH` names, the machine's, or Playwright's own."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        return Path(named)
    on_path = (shutil.which(name) for name in NAMES)
    present = [Path(place) for place in (*on_path, *PLACES) if place and Path(place).exists()]
    return next(iter(present), None) or _playwrights_own()


def _playwrights_own() -> Path | None:
    home = Path.home()
    folders = [home / ".cache/ms-playwright", home / "Library/Caches/ms-playwright"]
    if "PLAYWRIGHT_BROWSERS_PATH" in os.environ:
        folders.insert(0, Path(os.environ["PLAYWRIGHT_BROWSERS_PATH"]))
    found = [path for folder in folders for pattern in PLAYWRIGHTS_OWN for path in sorted(folder.glob(pattern))]
    return found[-1] if found else None


def install() -> Path | None:
    """Install a browser, with Chinese letters where that can be done, and say what is being done."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium or Chrome on this machine: installing one with apt-get, for the browser tests.", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL, check=False)
        for package in PACKAGES:
            install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package, "fonts-noto-cjk"]
            subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            if found := find():
                return found
    print("No Chromium or Chrome on this machine: fetching Playwright's own, for the browser tests.", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return find()


def starts(browser: Path) -> bool:
    """Whether this browser runs here: Playwright's own may lack libraries."""
    command = [str(browser), "--headless", "--no-sandbox", "--version"]
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> int:
    """Find or install a browser, or say in one sentence what to do."""
    browser = find() or install()
    if browser is None:
        print(f"The browser tests need a browser, and none could be installed. {ADVICE}", file=sys.stderr)
        return 1
    if not starts(browser):
        print(f"The browser {browser} does not start. {ADVICE}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
