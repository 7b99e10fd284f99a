"""Asking the site for everything that anybody may read, in one moment: pages come as any visitor gets them."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection, transaction
from django.test import Client

from operations.static_copy import pages
from operations.static_copy.addresses import absolute, belongs, name_of
from web.limiting import ASKED_BY_ITSELF

STYLE_URL = re.compile(rb"""url\(\s*['"]?([^'")]+)['"]?\s*\)|@import\s+['"]([^'"]+)['"]""")
SCRIPT_URL = re.compile(rb"""(?:from|import)\s+['"](\.[^'"]+)['"]""")
FOUND, LED_ON = 200, (301, 302, 307, 308)


class NotCopied(Exception):
    """The copy was not made. The message is a sentence."""


@dataclass
class Asked:
    """What the site gave: a file for each address, which of them are pages, and where others led on to."""

    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    led_on: dict[str, str] = field(default_factory=dict)

    def find(self, address: str) -> str:
        """The file of an address, "" where a copy has none."""
        for _step in range(5):
            if address in self.files:
                return self.files[address]
            if address not in self.led_on:
                break
            address = self.led_on[address]
        return ""


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stands now, and write nothing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def ask(folder: Path, *, told: Callable[[int, int], object]) -> Asked:
    """Ask for every page and file that can be come upon from the first page. Raises NotCopied.

    `told` learns how many addresses are done, and how many are known.
    """
    asked, waiting, known = Asked(folder), deque(["/"]), {"/"}
    own: dict[str, Any] = {ASKED_BY_ITSELF: True}
    visitor = Client(SERVER_NAME=_own_name(), raise_request_exception=False, **own)
    done = 0
    while waiting:
        address = waiting.popleft()
        for found in _ask(visitor, address, asked):
            if found not in known and (found.startswith(f"/{_static()}") or belongs(found)):
                known.add(found)
                waiting.append(found)
        done += 1
        told(done, len(known))
    return asked


def _ask(visitor: Client, address: str, asked: Asked) -> list[str]:
    """Keep what is at one address; the addresses that it leads to."""
    if address.startswith(f"/{_static()}"):
        return _static_file(address.partition("?")[0], address, asked)
    answer: Any = visitor.get(address, secure=settings.SECURE_SSL_REDIRECT)
    if answer.status_code in LED_ON:
        asked.led_on[address] = absolute(answer["Location"], address)
        return [asked.led_on[address]] if asked.led_on[address] else []
    if answer.status_code >= 500:
        raise NotCopied(f"The site answers {answer.status_code} at {address}.")
    if answer.status_code != FOUND:
        return []
    name = asked.files[address] = name_of(address)
    is_page = answer["Content-Type"].startswith("text/html")
    content = b"".join(answer) if is_page else answer
    _keep(asked.folder / name, [content] if is_page else answer)
    if not is_page:
        return []
    asked.pages.append(address)
    page = pages.parsed(content)
    pages.without_what_needs_a_server(page)
    return list(pages.links_of(page, address))


def _static_file(path: str, address: str, asked: Asked) -> list[str]:
    """A style, a script, a font, a picture; with what it names in turn."""
    name = path.removeprefix(f"/{_static()}")
    found = finders.find(name)
    if found:
        content = Path(str(found)).read_bytes()
    elif staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            content = file.read()
    else:
        return []
    asked.files[address] = path.lstrip("/")
    _keep(asked.folder / asked.files[address], [content])
    if path.endswith(".css"):
        named = [(first or second).decode() for first, second in STYLE_URL.findall(content)]
    else:
        named = [each.decode() for each in SCRIPT_URL.findall(content)] if path.endswith(".js") else []
    return [each for each in (absolute(link, path) for link in named if not link.startswith("data:")) if each]


def _keep(path: Path, pieces: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)


def _static() -> str:
    return str(settings.STATIC_URL).lstrip("/")


def _own_name() -> str:
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return names[0] if names else "localhost"
