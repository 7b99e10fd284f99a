"""The order in which the files of the suite are handed out."""

import re
import subprocess
import sys

from config.env import BASE_DIR
from tests import long_files


def test_every_long_file_is_there_and_the_longest_stands_first():
    tests = BASE_DIR / "tests"

    assert [name for name in long_files.SECONDS if not (tests / name).is_file()] == []
    assert list(long_files.SECONDS.values()) == sorted(long_files.SECONDS.values(), reverse=True)


def test_the_longest_file_is_handed_out_first(tmp_path):
    makefile = (BASE_DIR / "Makefile").read_text()
    [options] = re.findall(r"-m pytest --numprocesses auto --maxprocesses 4 (.*) \$\(ARGS\)$", makefile, re.MULTILINE)
    files = ["tests/meta/test_factories.py", "tests/past/test_random_history.py", "tests/running/test_kills.py"]

    # Nothing is run: the processes collect, and say what they were given in which order.
    command = [sys.executable, "-m", "pytest", "-n", "1", *options.split(), "-p", "tests.meta.handed_out", *files]
    ran = subprocess.run(command, cwd=BASE_DIR, capture_output=True, text=True)

    given = list(dict.fromkeys(re.findall(r"^handed out: (\S+)", ran.stdout, re.MULTILINE)))
    assert given == [files[2], files[1], files[0]], ran.stdout + ran.stderr
