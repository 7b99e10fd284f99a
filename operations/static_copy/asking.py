"""Asking the site for everything that anybody may read, in one moment: pages come as any visitor gets them."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection, transaction
from django.test import Client

from operations.static_copy import pages
from operations.static_copy.addresses import absolute, belongs, name_of
from operations.static_copy.journal import Answer, Journal, NotCopied
from web.limiting import ASKED_BY_ITSELF

STYLE_URL = re.compile(rb"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")
SCRIPT_URL = re.compile(rb"""(?:from|import)\s+['"](\.[^'"]+)['"]""")
FOUND, LED_ON = 200, (301, 302, 307, 308)


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stands now, and write nothing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def ask(journal: Journal, *, told: Callable[[int, int], object]) -> None:
    """Ask for every page and file that can be come upon from the first page. Raises NotCopied.

    What an earlier run was given is not asked for again. `told` learns how many addresses are done, and how many are
    known.
    """
    waiting, known = deque(["/"]), {"/"}
    own: dict[str, Any] = {ASKED_BY_ITSELF: True}
    visitor = Client(SERVER_NAME=_own_name(), raise_request_exception=False, **own)
    while waiting:
        address = waiting.popleft()
        answer = journal.recalled(address) or _ask(visitor, address, journal)
        for found in answer.leads:
            if found not in known and (found.startswith(f"/{_static()}") or belongs(found)):
                known.add(found)
                waiting.append(found)
        told(len(known) - len(waiting), len(known))


def _ask(visitor: Client, address: str, journal: Journal) -> Answer:
    """Keep what is at one address, with the addresses that it leads to."""
    if address.startswith(f"/{_static()}"):
        return _static_file(address.partition("?")[0], address, journal)
    answer: Any = visitor.get(address, secure=settings.SECURE_SSL_REDIRECT)
    if answer.status_code in LED_ON:
        elsewhere = absolute(answer["Location"], address)
        return journal.note(Answer(address, led_on=elsewhere, leads=(elsewhere,) if elsewhere else ()))
    if answer.status_code >= 500:
        raise NotCopied(f"The site answers {answer.status_code} at {address}.")
    if answer.status_code != FOUND:
        return journal.note(Answer(address))
    if not answer["Content-Type"].startswith("text/html"):
        return journal.note(Answer(address, name_of(address)), answer)
    content = b"".join(answer)
    page = pages.parsed(content)
    pages.without_what_needs_a_server(page)
    leads = tuple(dict.fromkeys(pages.links_of(page, address)))
    found = Answer(address, name_of(address), is_page=True, leads=leads, parts=pages.parts_of(page))
    return journal.note(found, [content])


def _static_file(path: str, address: str, journal: Journal) -> Answer:
    """A style, a script, a font, a picture; with what it names in turn."""
    name = path.removeprefix(f"/{_static()}")
    found = finders.find(name)
    if found:
        content = Path(str(found)).read_bytes()
    elif staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            content = file.read()
    else:
        return journal.note(Answer(address))
    if path.endswith(".css"):
        named = [(first or second).decode() for first, second in STYLE_URL.findall(content)]
    else:
        named = [each.decode() for each in SCRIPT_URL.findall(content)] if path.endswith(".js") else []
    leads = [each for each in (absolute(link, path) for link in named if not link.startswith("data:")) if each]
    return journal.note(Answer(address, path.lstrip("/"), leads=tuple(leads)), [content])


def _static() -> str:
    return str(settings.STATIC_URL).lstrip("/")


def _own_name() -> str:
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return names[0] if names else "localhost"
