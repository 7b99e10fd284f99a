"""Turning what the site gave into files that need no site, and noting the words of the pages."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from operations.static_copy import pages
from operations.static_copy.index import Index, kind_of
from operations.static_copy.journal import Answer, Journal
from web.moments import in_words


def rewrite(journal: Journal, copy: Path, at: datetime, told: Callable[[str, int, int], object]) -> None:
    """Make the folder of the copy out of what was asked for; what an earlier run had made of it is made again."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    told_of = _("A copy of the site as it stood at %(moment)s. Forms are closed.") % {"moment": in_words(at)}
    found = journal.pages()
    parts = {page.name: frozenset(page.parts) for page in found}
    index = Index()
    for number, page in enumerate(found):
        told("links", number, len(found))
        content = _of_a_copy(page, journal, parts, told_of, index)
        path = copy / page.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    index.write(copy)
    for answer in journal.answers.values():
        if answer.name and not answer.is_page:
            _take_over(journal.path_of(answer.name), copy / answer.name)


def _of_a_copy(page: Answer, journal: Journal, parts: pages.Parts, told_of: str, index: Index) -> bytes:
    tree = pages.parsed(journal.path_of(page.name).read_bytes())
    pages.without_what_needs_a_server(tree)
    if kind_of(page.name):
        index.add(page.name, *pages.words(tree))
    pages.told(tree, notice=told_of, more=_("What it leaves out"))
    narrowed = _("In this copy: the whole list")
    return pages.rewritten(tree, page.address, page.name, find=journal.find, parts=parts, narrowed=narrowed)


def _take_over(source: Path, target: Path) -> None:
    """The same file under another name, without copying where the disk can do that."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
