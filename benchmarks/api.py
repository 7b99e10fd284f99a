"""A page of claims of the interface, beside the page of the site and beside PostgreSQL making JSON of the same rows.

    python -m benchmarks.api [--rows 2000] [--repeat 7]

Each claim holds its passage and its source. Compared, in turn: the interface with 1, 50 and 200 claims; the page of
statements, which shows 50; and one SELECT that PostgreSQL turns into JSON itself, with the columns of claim, passage,
source and speaker, which makes no words, looks at no rights and follows no links. The number of queries stands beside
each. At the end: one draft that a program sends, of a source that is here already.

The database of VAR_DIR must be empty, is migrated, and is to be thrown away: what was written stays.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

BY_POSTGRESQL = """
SELECT json_agg(row) FROM (
    SELECT to_json(c) AS claim, to_json(p) AS passage, to_json(s) AS source, to_json(b) AS speaker
      FROM claims_claim AS c JOIN sources_citation AS p ON p.id = c.citation_id
      JOIN sources_source AS s ON s.id = p.source_id JOIN sources_party AS b ON b.id = c.asserted_by_id
     WHERE c.state = 'published' ORDER BY c.asserted_on_latest DESC NULLS LAST, c.id DESC LIMIT %s) AS row
"""
SHOWN = "onrecord_of-no-use-and-made-for-a-measurement"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS = ["testserver"]

    from benchmarks.list_exports import write
    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        write(arguments.rows)
        reading(arguments.repeat)
        sending(arguments.repeat)
    finally:
        if lease:
            lease.release()


def reading(repeat: int) -> None:
    """The interface, the page and PostgreSQL, in turn."""
    from django.test import Client

    reader = Client()
    ways: dict[str, Callable[[], object]] = {
        **{f"interface, {n} claims": _asked(reader, f"/api/v1/claims/?limit={n}") for n in (1, 50, 200)},
        "page of 50 statements": _asked(reader, "/claims/"),
        **{f"PostgreSQL, {n} claims": partial(_by_postgresql, n) for n in (1, 50, 200)},
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(repeat + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            if turn:  # the first fills what is kept
                seconds[name].append(time.perf_counter() - began)
    for name, way in ways.items():
        print(f"{name:26} {statistics.median(seconds[name]) * 1000:8.1f} ms   {_queries(way):3} queries")
    interface, page, plain = (
        statistics.median(seconds[name])
        for name in ("interface, 50 claims", "page of 50 statements", "PostgreSQL, 50 claims")
    )
    print(f"50 claims: {interface / page:.2f} of the page, {interface / plain:.1f} times PostgreSQL alone")


def sending(repeat: int) -> None:
    """Drafts of a source that is here already, each another one."""
    from django.test import Client
    from django.utils import timezone

    from claims.models import Claim
    from tests import factories as make

    now, claim = timezone.now(), Claim.objects.select_related("citation__source", "subject", "question")[0]
    make.make_token(secret=SHOWN, created_at=now, expires_on=now.date())
    program = Client(headers={"Authorization": f"Bearer {SHOWN}"})
    row = {
        "subject_slug": claim.subject.slug,
        "question_slug": claim.question.slug,
        "speaker_slug": claim.asserted_by.slug,
        "stance": "says",
        "quote": "Invented words.",
        "whose_words": "own",
        "source_slug": claim.citation.source.slug,
    }
    seconds = []
    for number in range(repeat + 1):
        began = time.perf_counter()
        body = json.dumps({**row, "statement": f"An invented body says it for the {number}th time."})
        answer = program.post("/api/v1/claims/", body, content_type="application/json")
        seconds.append(time.perf_counter() - began)
        must_be(answer, 201)
    print(f"one draft sent             {statistics.median(seconds[1:]) * 1000:8.1f} ms")


def must_be(answer: Any, status: int) -> None:
    """End where something else was answered than what is measured."""
    if answer.status_code != status:
        raise SystemExit(answer.content.decode())


def _asked(reader: Any, address: str) -> Callable[[], object]:
    def ask() -> object:
        answer = reader.get(address)
        must_be(answer, 200)
        return answer

    return ask


def _by_postgresql(number: int) -> object:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BY_POSTGRESQL, [number])
        [(told,)] = cursor.fetchall()
    return json.dumps(told)


def _queries(way: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        way()
    return len(queries)


if __name__ == "__main__":
    main()
