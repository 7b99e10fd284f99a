"""Sending what no browser would send, and seeing what it does to the tables."""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote_from_bytes

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import settings as trying
from psycopg import sql

from tests.writing import written

sent: Counter[str] = Counter()

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=BoUnDaRy"
MEGABYTE = "x" * 1_000_000

HOSTILE = {
    "a megabyte": MEGABYTE,
    "nul": "a\x00b",
    "a lone surrogate": "a\ud800b",
    "right to left": "\u202eabc\u202c",
    "a huge number": "9" * 40,
    "a negative number": "-1",
    "no number": "1e999",
    "a list": '["a", {"b": null}]',
    "a template": "{{ 7|add:7 }}<script>alert(1)</script>",
    "a header": "a\r\nSet-Cookie: b=c",
    "a path": "../../etc/passwd%00",
    "white space": "\u2003 \u200b\ufeff",
    "a day that is none": "2022-02-30",
    "digits of another script": "\u0663\u0664",
    "marks on a letter": "e" + "\u0301" * 400,
    "no row": "zzzzzzz",
}

WAYS = ["form", "parts", "files", "json", "text", "other charset", "cut off", "no boundary", "no type"]
METHODS = ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "OPTIONS", "HEAD", "X" * 40, "post\t"]

# Counting and noticing who comes is not saving.
NOTED = ("web_count", "web_salt_of_day", "django_session", "usersessions_usersession", "kept_for_a_while", "users_act")
COUNTED = ("sources_letterday", "dossiers_exportday")
# What no page may tell: where the program failed, its key, how a password is kept.
SECRETS = ("Traceback (most recent call last)", settings.SECRET_KEY, "psycopg.", "md5$", "pbkdf2_sha256$")


def is_long() -> bool:
    """Whether more is sent than in the suite: `--hypothesis-profile long`."""
    return trying().max_examples > 100


@dataclass(frozen=True)
class Answer:
    """What came back, and which statements changed rows that are still changed."""

    status: int
    wrote: tuple[str, ...]

    @property
    def is_success(self) -> bool:
        """Whether it did what was asked for."""
        return bool(self.wrote) and self.status < 400


@cache
def _contents() -> sql.Composed:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        names = [name for (name,) in cursor.fetchall() if name not in (*NOTED, *COUNTED)]
    one = sql.SQL("SELECT {}, count(*), sum(hashtextextended(row_of::text, 0)) FROM {} AS row_of")
    return sql.SQL(" UNION ALL ").join(one.format(sql.Literal(name), sql.Identifier(name)) for name in names)


def contents() -> dict[str, tuple[int, int]]:
    """How many rows each table has, and what they hold, in one number."""
    with connection.cursor() as cursor:
        cursor.execute(_contents())
        return {name: (number, held) for name, number, held in cursor.fetchall()}


def encoded(pairs) -> str:
    """A form as a browser that does not care for Unicode would send it."""
    return "&".join("=".join(quote_from_bytes(_bytes(text)) for text in pair) for pair in pairs)


def in_parts(pairs, files=()) -> bytes:
    """The same in parts, fields in `files` as files."""
    parts = []
    for name, value in pairs:
        head = b'Content-Disposition: form-data; name="' + _bytes(name).replace(b'"', b"%22") + b'"'
        if name in files:
            head += b'; filename="..\\\\x\\x00.html"\r\nContent-Type: text/html'
        parts.append(b"--BoUnDaRy\r\n" + head + b"\r\n\r\n" + _bytes(value) + b"\r\n")
    return b"".join(parts) + b"--BoUnDaRy--\r\n"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def ask(
    client: Client, method: str, address: str, body: str | bytes = b"", content_type: str = FORM, **headers: str
) -> Answer:
    """Send it, and undo it. Fails where the answer and the tables do not fit, or where the answer tells a secret.

    A refusal saves nothing, and so does whatever is no POST. What a commit would refuse fails here.
    """
    sent[method] += 1
    cookies = deepcopy(client.cookies)  # signing out is undone as well
    connection.queries_log.clear()  # Django keeps 9,000 statements of a connection, and warns beyond
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            answer = client.generic(method, address, body, content_type=content_type, headers=headers)
            content = b"".join(answer) if answer.streaming else answer.content
        wrote = tuple(each for each in written(captured) if not any(name in each for name in (*NOTED, *COUNTED)))
        after = contents() if wrote and (answer.status_code >= 400 or method != "POST") else None
        if wrote:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        transaction.set_rollback(True)
    client.cookies = cookies
    told = f"{method} {address[:200]} {content_type} {body[:600]!r} -> {answer.status_code}"
    assert answer.status_code < 500, told
    if after is not None:
        before = contents()
        changed = {name: held for name, held in after.items() if held != before[name]}
        assert changed == {}, f"{told}: {changed}"
        wrote = ()
    is_file = isinstance(body, bytes) and b"filename=" in body
    assert is_file or not any("x" * 300_000 in each for each in wrote), f"A megabyte was saved: {told}"
    shown = content[:500_000].decode("utf-8", errors="ignore")
    assert not any(secret in shown for secret in SECRETS), told
    return Answer(answer.status_code, wrote)


def send(client, form, pairs, way="form", noise=b""):
    """One form in one of the ways of sending it."""
    whole = in_parts(pairs, form.files)
    body, content_type = {
        "form": (whole, MULTIPART) if form.files else (encoded(pairs), FORM),
        "parts": (whole, MULTIPART),
        "files": (in_parts(pairs, files={name for name, _value in pairs}), MULTIPART),
        "json": (b'{"act": ["save", null, ' + noise + b"]}", "application/json"),
        "text": (whole, "text/plain; charset=utf-7"),
        "other charset": (encoded(pairs), f"{FORM}; charset=nonsense-\xff"),
        "cut off": (whole[: len(whole) // 2] + noise, MULTIPART),
        "no boundary": (whole, "multipart/form-data; boundary=\x01" if noise else "multipart/form-data"),
        "no type": (encoded(pairs), ""),
    }[way]
    return ask(client, "POST", form.address, body, content_type)
