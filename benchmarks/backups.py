"""How much memory a backup and a restoration take, for few and many, small and large preserved files.

    .venv/bin/python -m benchmarks.backups [--sizes 100x10k 4000x10k 4x100m]

Each size is tried with a server of its own in a passing folder: files and their rows are made, `manage.py backup` and
`manage.py restore --replace` run as programs, and the most memory that each has held is printed, beside the size of the
archive (VmHWM of Linux: what getrusage tells begins at what the program had that started it). What the programs of
PostgreSQL hold that they start is not in it: these read and write as they go.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
UNITS = {"k": 1024, "m": 1024 * 1024}
# Run in a process of its own: what the command itself has held at most.
MEASURED = """
import re, sys
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
print("most", int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) * 1024)
"""
ENTERED = """
import sys, django
django.setup()
from benchmarks.check_captures import enter
enter(dict.fromkeys(sys.stdin.read().split(), {size}))
"""


def main() -> None:
    """Measure each size and print a line about it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["100x10k", "4000x10k", "4x100m"])
    print(f"{'files':>10} {'archive':>10} {'backup':>22} {'restore --replace':>22}")
    for size in parser.parse_args().sizes:
        number, each, unit = re.fullmatch(r"(\d+)x(\d+)([km])", size).groups()  # type: ignore[union-attr]
        with tempfile.TemporaryDirectory(prefix="backups-") as name:
            Path(name).chmod(0o755)
            measure(Path(name), size, int(number), int(each) * UNITS[unit])


def measure(folder: Path, said: str, number: int, each: int) -> None:
    """Fill a site, back it up, and restore it in its own place."""
    environment = {
        **os.environ, "VAR_DIR": str(folder), "MEDIA_ROOT": str(folder / "captures"), "SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": "",
    }  # fmt: skip
    os.environ.update(environment)
    from config import embedded_postgres

    lease = embedded_postgres.lease(folder)
    try:
        run(environment, "migrate", "--verbosity=0")
        fill(folder, environment, number, each)
        made = run(environment, "backup", str(folder / "backup.tar"))
        archive = (folder / "backup.tar").stat().st_size
        restored = run(environment, "restore", str(folder / "backup.tar"), "--replace")
    finally:
        lease.release()
    print(f"{said:>10} {archive / 1e6:>7.0f} MB {made:>22} {restored:>22}", flush=True)


def fill(folder: Path, environment: dict[str, str], number: int, each: int) -> None:
    """Files of bytes that are not alike, each one copy of one source."""
    block, lines = os.urandom(each), []
    for count in range(number):
        content = count.to_bytes(8, "big") + block[8:]
        digest = sha256(content).hexdigest()
        path = folder / "captures" / digest[:2] / digest[2:4] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        lines.append(digest)
    command = [sys.executable, "-c", ENTERED.format(size=each)]
    subprocess.run(command, cwd=BASE, env=environment, input="\n".join(lines), text=True, check=True)


def run(environment: dict[str, str], *words: str) -> str:
    """Run a command; how much it has held at most, and how long it took."""
    began = time.perf_counter()
    command = [sys.executable, "-c", MEASURED, *words]
    ran = subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(ran.stdout + ran.stderr)
    most = int(re.findall(r"most (\d+)", ran.stdout)[-1])
    return f"{most / 1e6:.0f} MB, {time.perf_counter() - began:.1f} s"


if __name__ == "__main__":
    main()
