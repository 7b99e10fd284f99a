"""Sending what no browser would send, and seeing what it does to the tables."""

from collections import Counter
from copy import deepcopy
from functools import cache
from urllib.parse import quote_from_bytes

from django.db import connection, transaction
from django.test import Client
from psycopg import sql

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
}

# Counting and noticing who comes is not saving.
NOTED = ("web_count", "web_salt_of_day", "django_session", "usersessions_usersession", "kept_for_a_while")
COUNTED = ("sources_letterday", "dossiers_exportday")


@cache
def _counts() -> sql.Composed:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        names = [name for (name,) in cursor.fetchall() if name not in (*NOTED, *COUNTED)]
    one = sql.SQL("SELECT {}, count(*) FROM {}")
    return sql.SQL(" UNION ALL ").join(one.format(sql.Literal(name), sql.Identifier(name)) for name in names)


def rows() -> dict[str, int]:
    """How many rows each table has. The history counts every change of every row that is kept."""
    with connection.cursor() as cursor:
        cursor.execute(_counts())
        return dict(cursor.fetchall())


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


def ask(client: Client, method: str, address: str, body: str | bytes = b"", content_type: str = FORM, **headers) -> int:
    """The status of the answer. Undone afterwards; fails where the answer and the tables do not fit.

    A refusal saves nothing, and so does whatever is no POST. What a commit would refuse fails here.
    """
    sent[method] += 1
    cookies = deepcopy(client.cookies)  # signing out is undone as well
    with transaction.atomic():
        before = rows()
        answer = client.generic(method, address, body, content_type=content_type, headers=headers)
        if answer.streaming:
            b"".join(answer)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        changed = {name: number for name, number in rows().items() if number != before.get(name)}
        transaction.set_rollback(True)
    client.cookies = cookies
    told = f"{method} {address[:200]} {content_type} {body[:300]!r} -> {answer.status_code}"
    assert answer.status_code < 500, told
    if answer.status_code >= 400 or method != "POST":
        assert changed == {}, told
    return answer.status_code
