"""What the code looks like: who imports whom, and how long things get."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import BASE_DIR

ORDER = ["web", "users", "stations", "sources", "claims", "dossiers", "api", "config", "operations"]
# Functions that are one table of words.
ONE_TABLE = {"dossiers/labels.py: labels"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 45
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "managers", "handlers", "processors"}


def modules(*folders: str) -> Iterator[Path]:
    """Our Python files, without migrations."""
    for folder in folders:
        for path in sorted((BASE_DIR / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    """As it reads in a message."""
    return str(path.relative_to(BASE_DIR))


def imported(path: Path) -> Iterator[str]:
    """The first part of every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("app", ORDER)
def test_imports_point_left_only(app):
    allowed = set(ORDER[: ORDER.index(app) + 1])

    wrong = [
        f"{name_of(path)} imports {module}"
        for path in modules(app)
        for module in set(imported(path))
        if module in ORDER and module not in allowed
    ]

    assert wrong == []


@pytest.mark.parametrize("app", ORDER)
def test_the_program_does_not_import_its_tests(app):
    assert [name_of(path) for path in modules(app) if "tests" in imported(path)] == []


def test_files_stay_readable():
    long = {name_of(path): len(path.read_text().splitlines()) for path in modules(*ORDER, "scripts")}

    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_functions_stay_readable():
    long = {}
    for path in modules(*ORDER, "scripts", "benchmarks"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{name_of(path)}: {node.name}"] = lines

    assert {name: lines for name, lines in long.items() if name not in ONE_TABLE} == {}


def is_ours_to_explain(node: ast.AST) -> bool:
    """Whether it is a class with a meaning of its own: not a private one, and not one that Django asks for."""
    return isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in ("Meta", "Media")


def test_every_module_and_every_class_of_ours_says_what_it_is():
    silent = []
    for path in modules(*ORDER, "scripts"):
        tree = ast.parse(path.read_text())
        if tree.body and not ast.get_docstring(tree):
            silent.append(name_of(path))
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and is_ours_to_explain(node)]
        silent += [f"{name_of(path)}: {node.name}" for node in classes if not ast.get_docstring(node)]

    assert silent == []


def test_no_file_is_a_drawer_for_everything():
    names = {part.removesuffix(".py") for path in modules(*ORDER) for part in path.relative_to(BASE_DIR).parts}

    assert names & FORBIDDEN_NAMES == set()


def test_nothing_happens_behind_a_save():
    """No signals and no overridden save(): rules are constraints and triggers, writes are actions."""
    found = []
    for path in modules(*ORDER[:-2], ORDER[-1]):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module in ("django.db.models.signals", "django.dispatch"):
                found.append(f"{name_of(path)}: {node.module}")
            if isinstance(node, ast.FunctionDef) and node.name == "save" and "models" in path.parts:
                found.append(f"{name_of(path)}: save")

    assert found == []
