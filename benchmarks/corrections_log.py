"""What the log of corrections costs among many statements: its number, its first page, and one narrowed by country.

    python -m benchmarks.corrections_log [--claims 10000] [--changes 1000]

Writes invented statements with their history into the database of VAR_DIR, changes some, measures, takes all back.
Times are the best of five, beside that of a plain list of the newest statements in the same run: machines are noisy.
"""

import argparse
import os
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

TIMES = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=1_000)
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    django.setup()

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        measure(arguments.claims, arguments.changes)
    finally:
        if lease:
            lease.release()


def measure(claims: int, changes: int) -> None:
    """Write, change, and print the milliseconds of each question."""
    import pghistory
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection, transaction

    from benchmarks.bulk_writes import make_what_claims_rest_on, write
    from claims.log.query import Asked, Log
    from claims.log.reading import read
    from claims.models import Claim
    from tests.factories import NOON, the_editor

    with transaction.atomic():
        parts = make_what_claims_rest_on()
        write(claims, parts)
        with pghistory.context(why="Published."):
            Claim.objects.filter(question=parts["question"]).update(
                state="published", reviewed_by=the_editor(), reviewed_at=NOON
            )
        keys = list(Claim.objects.filter(question=parts["question"]).values_list("pk", flat=True)[:changes])
        with pghistory.context(why="Measured.", reason="Measured."):
            Claim.objects.filter(pk__in=keys).update(statement="Another invented sentence.")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ANALYZE")
        newest = Claim.objects.visible_to(AnonymousUser()).newest_first()
        standard = best(lambda: list(newest[:30]) and newest.count())
        country = parts["subject"].country
        asked = {
            "the number of changes": lambda: len(Log(Asked())),
            "the first page, in words": lambda: read(Log(Asked())[0:30]),
            "the last page, in words": lambda: read(Log(Asked())[changes - 30 : changes]),
            "one country, number and page": lambda: (
                len(Log(Asked(country=country))),
                Log(Asked(country=country))[0:30],
            ),
        }
        print(f"{claims} statements, {changes} changes; a list of 30 with its number: {standard * 1000:.0f} ms")
        for name, ask in asked.items():
            spent = best(ask)
            print(f"{name}: {spent * 1000:.0f} ms, {spent / standard:.1f} times")
        transaction.set_rollback(True)


def best(ask: Callable[[], object]) -> float:
    """The shortest of some tries, in seconds."""
    seconds = []
    for _ in range(TIMES):
        started = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    main()
