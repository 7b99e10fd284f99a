"""How fast `manage.py check_captures` reads, against a plain SHA-256 of the same bytes, and how much memory it takes.

    .venv/bin/python -m benchmarks.check_captures [--gigabytes 2] [--small 5000]

Everything is made in a passing folder, with a database of its own, and removed. The large files are sparse, so that
the disk has little to do and the program is measured; a ratio holds on any machine, gigabytes per second do not.
"""

import argparse
import io
import os
import resource
import tempfile
import time
from hashlib import file_digest
from pathlib import Path

MEGABYTE = 1024 * 1024
LARGE = 100 * MEGABYTE


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=2, help="of large files, 100 MB each")
    parser.add_argument("--small", type=int, default=5000, help="files of 10 kB beside them")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "of no use"})
        os.environ.update({"VAR_DIR": folder, "MEDIA_ROOT": f"{folder}/kept"})
        import django
        from django.core.management import call_command

        from config import embedded_postgres

        django.setup()
        lease = embedded_postgres.lease(Path(folder), durable=False)
        try:
            call_command("migrate", verbosity=0)
            measure(Path(folder) / "kept", int(wanted.gigabytes * 1024 * MEGABYTE / LARGE), wanted.small)
        finally:
            from django.db import connection

            connection.close()
            lease.release()


def measure(folder: Path, large: int, small: int) -> None:
    """Make the files and their rows, check them, and compare."""
    from django.core.management import call_command

    sizes = make_files(folder, large, small)
    enter(sizes)
    plain = hash_plainly(folder)
    before = memory()
    said, began = io.StringIO(), time.perf_counter()
    call_command("check_captures", stdout=said)
    checking = time.perf_counter() - began
    total = sum(sizes.values())
    print(said.getvalue().strip())
    print(f"{len(sizes)} files, {total / 1024**3:.2f} GB")
    print(f"plain SHA-256 {plain:6.1f} s, {total / plain / MEGABYTE:6.0f} MB/s")
    print(f"check_captures {checking:5.1f} s, {total / checking / MEGABYTE:6.0f} MB/s: {checking / plain:.2f} x plain")
    print(f"peak memory {memory():.0f} MB ({before:.0f} MB before the check)")


def make_files(folder: Path, large: int, small: int) -> dict[str, int]:
    """Files under their hashes, each with its size."""
    from sources.preserving import store

    sizes = {}
    folder.mkdir()
    made = folder / "made"
    for number in range(large + small):
        size = LARGE if number < large else 10_000
        with made.open("w+b") as file:
            file.write(str(number).encode())
            file.truncate(size)
            file.seek(0)
            digest = file_digest(file, "sha256").hexdigest()
        path = folder / store.key_of(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        made.rename(path)
        sizes[digest] = size
    return sizes


def hash_plainly(folder: Path) -> float:
    """Seconds for the same bytes without any check: the files one after the other, each hashed."""
    began = time.perf_counter()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                file_digest(file, "sha256")
    return time.perf_counter() - began


def enter(sizes: dict[str, int]) -> None:
    """The rows of the files: each is one copy of one source."""
    from sources.models import Capture, PreservedFile
    from tests.factories import NOON, make_source, the_author

    source, author = make_source(), the_author()
    files = PreservedFile.objects.bulk_create(
        [
            PreservedFile(sha256=digest, size=size, media_type="text/plain", stored_at=NOON)
            for digest, size in sizes.items()
        ]
    )
    Capture.objects.bulk_create(
        [Capture(source=source, file=file, captured_at=NOON, captured_by=author, method="upload") for file in files]
    )


def memory() -> float:
    """The most memory that this program has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
