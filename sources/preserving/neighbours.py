"""The packages that fetch, read and look for quotations, while they are being built."""

from importlib import import_module
from typing import Any


class _Missing(Exception):
    """Stands for an exception of a package that is not there yet."""


def _of(module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError):
        return None


def fetch(url: str) -> Any:
    """See sources.fetching."""
    return _of("sources.fetching", "fetch")(url)


def read_file(file: Any, *, at: Any) -> Any:
    """See sources.reading."""
    read = _of("sources.reading", "read_file")
    return read(file, at=at) if read else None


def strip(file: Any) -> Any:
    """See sources.reading."""
    return _of("sources.reading", "strip")(file)


def check_source(source: Any, *, at: Any) -> Any:
    """See sources.quoting."""
    check = _of("sources.quoting.checks", "check_source")
    return check(source, at=at) if check else []


NotFetched: Any = _of("sources.fetching", "NotFetched") or _Missing
NotStrippable: Any = _of("sources.reading", "NotStrippable") or _Missing


def page_picture(file: Any, page: int, spans: Any = ()) -> Any:
    """See sources.reading."""
    return _of("sources.reading", "page_picture")(file, page, spans)


NoPicture: Any = _of("sources.reading", "NoPicture") or _Missing
