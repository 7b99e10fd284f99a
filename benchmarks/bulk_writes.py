"""Whether writing many claims stays linear: the cost of one row among 10,000 against the cost of one among 2,500.

    python -m benchmarks.bulk_writes [--without-setting]

Writes citations, claims and relays with their history into the database of VAR_DIR, and takes everything back. The
bulk functions run inside `pghistory.context`, and the connection sets `pgtrigger.ignore` (config/database.py);
`--without-setting` shows what happens when it does not.
"""

import argparse
import os
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

FEW, MANY = 2_500, 10_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-setting", action="store_true", help="do not set pgtrigger.ignore")
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    if arguments.without_setting:
        settings.DATABASES["default"]["OPTIONS"].pop("options")
    django.setup()

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        seconds = {rows: write_and_take_back(rows) for rows in (FEW, MANY)}
    finally:
        if lease:
            lease.release()
    for rows, spent in seconds.items():
        print(f"{rows:>6} claims with citation and two relays: {spent:6.2f} s, {1000 * spent / rows:.3f} ms each")
    ratio = (seconds[MANY] / MANY) / (seconds[FEW] / FEW)
    print(f"one of {MANY} costs {ratio:.2f} times as much as one of {FEW} (linear: 1, quadratic: {MANY / FEW:.0f})")


def write_and_take_back(rows: int) -> float:
    """Seconds for writing this many claims in one transaction, checks of deferred keys included."""
    from django.db import connection, transaction

    with transaction.atomic():
        parts = make_what_claims_rest_on()
        started = time.perf_counter()
        write(rows, parts)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        spent = time.perf_counter() - started
        transaction.set_rollback(True)
    return spent


def make_what_claims_rest_on() -> dict[str, Any]:
    """One row of each table around the claims."""
    from tests import factories as make

    return {
        "subject": make.make_country_subject(make.make_country(code="IT")),
        "question": make.make_question(),
        "source": make.make_source(),
        "party": make.make_party(),
        "author": make.make_user(),
    }


def write(rows: int, parts: dict[str, Any]) -> None:
    """Write citations, claims and relays in bulk."""
    import pghistory

    from claims.models import Claim, Relay
    from sources.models import Citation
    from tests.factories import NOON

    subject, question, source = parts["subject"], parts["question"], parts["source"]
    with pghistory.context(reason="a measurement"):
        citations = Citation.objects.bulk_create(
            Citation(source=source, exact=f"Words number {n}.", words="reported", language="en") for n in range(rows)
        )
        claims = Claim.objects.bulk_create(
            Claim(
                subject=subject,
                subject_kind=subject.kind,
                country=subject.country,
                question=question,
                answer_type=question.answer_type,
                citation=citation,
                asserted_by=parts["party"],
                stance="says",
                statement=citation.exact,
                created_by=parts["author"],
                created_at=NOON,
            )
            for citation in citations
        )
        Relay.objects.bulk_create(
            Relay(claim=claim, position=position, party=parts["party"]) for claim in claims for position in (1, 2)
        )


if __name__ == "__main__":
    main()
