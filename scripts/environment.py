"""Makes .venv and installs a list of packages into it, each checked against its hash. Run by make.

    python3 scripts/environment.py requirements.txt

Does nothing when the list has not changed since. Uses the standard library alone.
"""

import fcntl
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
DEMO, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"


def main(name: str) -> int:
    """Bring the environment up to date with a list. Two that are started together take turns."""
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_installed(name):
            return 0
        if not works("-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
            print("Making .venv …", flush=True)
            if find_spec("ensurepip") is None:
                print("This Python cannot make environments: apt install python3-venv.", file=sys.stderr)
                return 1
            venv.create(FOLDER, clear=True, with_pip=True)
        return install(name)


def is_installed(name: str) -> bool:
    """Whether this list, as it is now, is what was installed last."""
    stamp = FOLDER / f"installed-{name}"
    return stamp.exists() and stamp.read_bytes() == (ROOT / name).read_bytes() and works("-c", "pass")


def works(*words: str) -> bool:
    """Whether the environment's Python runs this."""
    try:
        return subprocess.run([str(PYTHON), *words], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(name: str) -> int:
    """Install a list, and note it once it is whole."""
    count = sum("==" in line for line in (ROOT / name).read_text().splitlines())
    print(f"Installing {count} packages into .venv …", flush=True)
    if not works("-m", "pip", "--version"):
        works("-m", "ensurepip")
    for stamp in FOLDER.glob("installed-*"):
        stamp.unlink()
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "--no-deps",  # the list is whole, and leaves out what pyproject.toml leaves out
        "-r",
        name,
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        problems = [line for line in ran.stderr.splitlines() if line.startswith("ERROR")] or ran.stderr.splitlines()
        print(
            f"The packages could not be installed: {problems[-1] if problems else 'pip gave no reason'}",
            file=sys.stderr,
        )
        return 1
    # The list for development holds the other one.
    for whole in {name, DEMO} if name == DEVELOPMENT else {name}:
        shutil.copyfile(ROOT / whole, FOLDER / f"installed-{whole}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
