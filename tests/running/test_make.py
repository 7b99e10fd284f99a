"""The commands of README.md on machines that lack something, and the environment that they make."""

import re
import shutil
import subprocess
import sys

import pytest

from config.env import BASE_DIR

MAKE = shutil.which("make")


@pytest.fixture
def bare_machine(folder):
    """A machine with make and nothing else that could be found."""
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    yield programs
    shutil.rmtree(programs)


def make(target, programs):
    command = [str(MAKE), "--no-print-directory", target, "PYTHON="]
    return subprocess.run(command, cwd=BASE_DIR, env={"PATH": str(programs)}, capture_output=True, text=True)


@pytest.mark.parametrize("target", ["demo", "test", "check"])
def test_a_missing_python_gets_a_sentence(bare_machine, target):
    ran = make(target, bare_machine)

    assert ran.returncode != 0
    assert ran.stderr.startswith("Python 3.11 or newer is needed, and none was found: install one, or name yours")
    assert "Traceback" not in ran.stderr


def test_an_old_python_gets_the_same_sentence(bare_machine):
    old = bare_machine / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    ran = make("demo", bare_machine)

    assert ran.returncode != 0
    assert ran.stderr.startswith("Python 3.11 or newer is needed")


def test_every_command_says_what_it_does():
    makefile = (BASE_DIR / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    told = subprocess.run([str(MAKE), "help"], cwd=BASE_DIR, capture_output=True, text=True).stdout

    assert set(re.findall(r"^  make ([a-z]+) +\S", told, re.MULTILINE)) == targets


def test_every_command_that_the_readme_names_is_there():
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=[ `\n])", (BASE_DIR / "README.md").read_text()))
    targets = set(re.findall(r"^([a-z]+):", (BASE_DIR / "Makefile").read_text(), re.MULTILINE))

    assert {"demo", "test", "check"} <= named & targets


def test_a_change_is_checked_by_the_commands_that_the_readme_names():
    ci = (BASE_DIR / ".ci" / "run").read_text()
    readme = (BASE_DIR / "README.md").read_text()

    commands = [line for line in ci.splitlines() if line and not line.startswith(("#", "set ", "cd "))]

    assert commands == ["make check", "make test"]
    assert all(command in readme for command in commands)


def test_packages_are_installed_once_until_their_list_changes(folder):
    """With an empty list: what is tried is when pip runs, not what it fetches."""
    project = folder / "a project"
    (project / "scripts").mkdir(parents=True)
    shutil.copy(BASE_DIR / "scripts" / "environment.py", project / "scripts")
    packages = project / "requirements.txt"
    command = [sys.executable, "scripts/environment.py", "requirements.txt"]

    said = []
    for listed in ("# none\n", "# none\n", "# still none\n"):
        packages.write_text(listed)
        said.append(subprocess.run(command, cwd=project, capture_output=True, text=True, check=True).stdout)

    assert said == [
        "Making .venv …\nInstalling 0 packages into .venv …\n",
        "",
        "Installing 0 packages into .venv …\n",
    ]


def test_every_package_is_pinned_with_its_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        packages = re.findall(r"^\S+==.*(?:\n +--hash.*)*", (BASE_DIR / name).read_text(), re.MULTILINE)

        assert packages
        assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_the_list_for_development_holds_the_one_for_the_demo_as_it_is():
    demo, development = (
        set(re.findall(r"^(\S+==\S+)", (BASE_DIR / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )

    assert demo <= development
