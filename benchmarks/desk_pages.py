"""What pages cost somebody who is of one desk, beside a reader and beside somebody from whom no desk keeps anything.

    python -m benchmarks.desk_pages [--claims 2000] [--times 5]

Writes invented countries, claims and what they rest on into the database of VAR_DIR (benchmarks/as_of.py), keeps every
tenth claim to a desk, and asks for each page as each of the three. Seconds are those that this process and its
PostgreSQL spent on processors, however busy others keep the machine.

The database must be migrated and empty, and is to be thrown away.
"""

import argparse
import os
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

KEPT = 10  # every tenth claim is another desk's


def main() -> None:
    """Write, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=2_000, help="in each of two countries")
    parser.add_argument("--times", type=int, default=5, help="the least of so many requests counts")
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    django.setup()

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        measure(arguments.claims, arguments.times)
    finally:
        if lease:
            lease.release()


def measure(claims: int, times: int) -> None:
    """One line for each page: seconds of the reader, and how many times as long the other two take."""
    from claims.models import Claim

    if not Claim.objects.exists():
        write(claims)
    browsers = people()
    print(f"{Claim.objects.count()} statements, every {KEPT}th of them kept to a desk")
    print(f"{'reader':>10} {'of one desk':>12} {'of every desk':>14}")
    for name, address in addresses().items():
        reader, of_one, of_every = (min(asked(browser, address) for _ in range(times)) for browser in browsers)
        print(f"{1000 * reader:7.0f} ms {of_one / reader:11.2f}× {of_every / reader:13.2f}×  {name}", flush=True)


def write(claims: int) -> None:
    """Claims of the whole house and of a desk."""
    from django.db import transaction

    from benchmarks import as_of
    from claims.models import Claim
    from tests import factories as make

    with transaction.atomic():
        as_of.write(claims)
        desk = make.make_desk(slug="kept", name="A desk")
        make.make_desk(slug="another", name="Another desk")
        keys = list(Claim.objects.order_by("pk").values_list("pk", flat=True))[::KEPT]
        Claim.objects.filter(pk__in=keys).update(restricted=True, restricted_reason="So.", desk=desk)
    as_of.analyze()


def people() -> list[Any]:
    """The browsers of a reader, of a contributor of one desk, and of an editor of every desk."""
    from django.conf import settings
    from django.test import Client

    from tests import factories as make
    from users.models import Desk

    settings.MFA_REQUIRED = False
    contributor = make.make_user(role="contributor", email=f"{uuid4()}@desk.example")
    editor = make.make_user(role="editor", email=f"{uuid4()}@desk.example")
    make.make_membership(user=contributor, desk=Desk.objects.get(slug="another"))
    for desk in Desk.objects.all():
        make.make_membership(user=editor, desk=desk)
    browsers = [Client(SERVER_NAME="localhost") for _ in range(3)]
    browsers[1].force_login(contributor)
    browsers[2].force_login(editor)
    return browsers


def addresses() -> dict[str, str]:
    """The pages on which somebody who works at a desk spends the day."""
    from claims.models import Claim
    from sources.models import Party, Source

    source = Source.objects.earliest("pk")
    return {
        "home": "/",
        "list of countries": "/countries/",
        "a country": "/countries/it/",
        "list of stations": "/stations/",
        "list of statements": "/claims/?country=it",
        "one statement": Claim.objects.filter(restricted=False).earliest("pk").get_absolute_url(),
        "list of sources": "/sources/",
        "a source": source.get_absolute_url(),
        "list of parties": "/parties/",
        "a party": Party.objects.earliest("pk").get_absolute_url(),
    }


def asked(browser: Any, address: str) -> float:
    """Processor seconds of one request with nothing remembered from the one before, PostgreSQL's included."""
    from django.db import connection

    from claims import conflicting
    from claims.accounts import overview

    conflicting._refs_in_conflict.cache_clear()
    overview._overview_of_all.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    own, server = time.process_time(), on_processors(backend)
    answer = browser.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return time.process_time() - own + on_processors(backend) - server


def on_processors(process: int) -> float:
    """Seconds that a process has run so far, as Linux counts them."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


if __name__ == "__main__":
    main()
