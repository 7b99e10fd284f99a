"""What pages cost at a past moment, beside the same pages of today, with 10,000 claims in the country.

    python -m benchmarks.as_of [--claims 10000] [--times 3]

Writes invented countries, sources, passages, claims and steps with their history into the database of VAR_DIR, and asks
for each page alternately as it is today and as it was before the last third of the edits. Statements are counted with
those that open and close the past.

The database must be migrated and empty, and is to be thrown away: what was written stays. No reader reads inside the
transaction that wrote the rows, so nothing is measured there.
"""

import argparse
import os
import random
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

COUNTRIES, QUESTIONS, PARTIES, SOURCES, PLACES = ("IT", "FR"), 30, 60, 200, 50
WORDS = [f"word{n}" for n in range(2000)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000, help="in each of two countries")
    parser.add_argument("--times", type=int, default=3, help="the best of so many requests counts")
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    django.setup()

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        write_and_measure(arguments.claims, arguments.times)
    finally:
        if lease:
            lease.release()


def write_and_measure(claims: int, times: int) -> None:
    """Into an empty database only: nothing is taken back."""
    from django.db import transaction

    from claims.models import Claim

    if Claim.objects.exists():
        raise SystemExit("This database holds statements. Name the folder of an empty one, which is thrown away after.")
    started = time.perf_counter()
    with transaction.atomic():
        moment, addresses = write(claims)
    analyze()
    print(f"{claims} claims in each of {len(COUNTRIES)} countries written in {time.perf_counter() - started:.0f} s")
    print(f"{'today':>20} {'as of':>20} {'times':>6}")
    for name, address in addresses.items():
        print_line(name, *measure(address, moment, times))


def print_line(name: str, today: tuple[int, float], past: tuple[int, float]) -> None:
    """Statements and milliseconds of both, and how many times as long the past takes."""
    columns = [f"{statements:6} in {1000 * seconds:7.0f} ms" for statements, seconds in (today, past)]
    print(*(f"{column:>20}" for column in columns), f"{past[1] / today[1]:5.1f}×", f" {name}", flush=True)


def measure(address: str, moment: datetime, times: int) -> tuple[tuple[int, float], tuple[int, float]]:
    """Statements and the fewest seconds, today and at the moment, asked for in turns."""
    from web.as_of import as_of

    found: dict[bool, list[tuple[int, float]]] = {False: [], True: []}
    for _ in range(times):
        found[False].append(ask(address))
        found[True].append(ask(address, lambda: as_of(moment)))
    today, past = (min(each, key=lambda one: one[1]) for each in found.values())
    return today, past


def ask(address: str, around: Any = None) -> tuple[int, float]:
    """One request, read to its end: how many statements, how many seconds."""
    from contextlib import nullcontext

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from claims import conflicting
    from claims.accounts import overview

    conflicting._refs_in_conflict.cache_clear()
    overview._overview_of_all.cache_clear()
    client = Client(SERVER_NAME="localhost")
    with CaptureQueriesContext(connection) as captured:
        started = time.perf_counter()
        with around() if around else nullcontext():
            response: Any = client.get(address)
        if response.streaming:
            for _piece in response.streaming_content:
                pass
        seconds = time.perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return len(captured), seconds


def write(claims: int) -> tuple[datetime, dict[str, str]]:
    """Claims with their history, the moment before the last third of it, and the addresses worth measuring."""
    import pghistory
    from django.utils import timezone

    from claims.models import Claim
    from sources.models import Party, Source

    dice = random.Random(20_261_124)
    with pghistory.context(reason="a measurement"):
        ground = Ground()
        for code in COUNTRIES:
            ground.write_claims(code, claims, dice)
        analyze()  # else the triggers look for earlier versions in what they take for empty tables
        Claim.objects.filter(created_by=ground.author).update(
            state="published", reviewed_by=ground.editor, reviewed_at=timezone.now()
        )
        moment = timezone.now()
        numbered = Claim.objects.filter(created_by=ground.author, citation__locator__endswith="1")
        numbered.update(statement="A corrected sentence about a station in the office of an association.")
        Party.objects.filter(pk__in=[party.pk for party in ground.parties[::3]]).update(note="Described anew.")
        Source.objects.filter(pk__in=[source.pk for source in ground.sources[::3]]).update(title="A corrected title")
    return moment, ground.addresses()


def analyze() -> None:
    """Let the planner know how much there is."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Ground:
    """What the claims rest on."""

    def __init__(self) -> None:
        """Write it."""
        from tests import factories as make

        self.author, self.editor = make.make_user(), make.make_user(role="editor")
        self.network = make.make_network()
        self.countries = {code: make.make_country(code=code) for code in COUNTRIES}
        headings = [make.make_heading(order=1000 + number) for number in range(10)]
        self.questions = [
            make.make_question(heading=headings[n % 10], order=1000 + n, can_conflict=n % 3 == 0)
            for n in range(QUESTIONS)
        ]
        for question in self.questions:
            make.make_exclusion(*question.choices.all())
        kinds = ["ngo", "news_media", "government", "politician"]
        self.parties = [make.make_party(kind=kinds[n % 4], country="IT", name=f"Body {n}") for n in range(PARTIES)]
        self.sources = [make.make_source(publisher=self.parties[n % PARTIES]) for n in range(SOURCES)]
        self.subjects = {code: self._subjects(code) for code in COUNTRIES}

    def _subjects(self, code: str) -> list[Any]:
        from tests import factories as make

        country = make.make_country_subject(self.countries[code])
        places = [make.make_place(parent=country, label=f"City {n} of {code}") for n in range(PLACES)]
        return [country, *places, *(make.make_station(place=place) for place in places)]

    def write_claims(self, code: str, number: int, dice: random.Random) -> None:
        """Drafts with a passage each, every second one with a step."""
        from claims.models import Claim, Relay
        from sources.models import Citation

        passages = Citation.objects.bulk_create(
            Citation(
                source=dice.choice(self.sources),
                exact=" ".join(dice.choices(WORDS, k=25)),
                words="reported",
                language="en",
                locator_label="paragraph",
                locator=str(n % 3),
            )
            for n in range(number)
        )
        claims = Claim.objects.bulk_create(self._claims(code, passages, dice), batch_size=1000)
        Relay.objects.bulk_create(
            Relay(claim=claim, position=1, party=dice.choice(self.parties)) for claim in claims[::2]
        )

    def _claims(self, code: str, passages: list[Any], dice: random.Random) -> Iterator[Any]:
        from claims.models import Claim
        from tests.factories import NOON
        from web import edtf

        choices = {question.pk: list(question.choices.all()) for question in self.questions}
        for passage in passages:
            subject, question = dice.choice(self.subjects[code]), dice.choice(self.questions)
            day = f"{dice.randint(2016, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            yield Claim(
                subject=subject,
                subject_kind=subject.kind,
                country=self.countries[code],
                question=question,
                answer_type=question.answer_type,
                choice=dice.choice(choices[question.pk]),
                citation=passage,
                asserted_by=dice.choice(self.parties),
                stance="says",
                statement=" ".join(dice.choices(WORDS, k=12)),
                created_by=self.author,
                created_at=NOON,
                **edtf.columns("asserted_on", day),
            )

    def addresses(self) -> dict[str, str]:
        """Every kind of page, list and file."""
        from claims.models import Claim

        station, claim = self.subjects["IT"][-1], Claim.objects.filter(created_by=self.author).earliest("pk")
        return {
            "list of statements": "/claims/?country=it",
            "search": "/claims/?q=word1234",
            "one statement": claim.get_absolute_url(),
            "a station": station.get_absolute_url(),
            "list of stations": "/stations/?country=it",
            "a source": self.sources[0].get_absolute_url(),
            "list of sources": "/sources/",
            "a party": self.parties[0].get_absolute_url(),
            "list of parties": "/parties/",
            "statements as CSV": "/claims.csv?country=it",
            "one question": self.questions[1].get_absolute_url(),
            "the country": "/countries/it/",
            "dossier as JSON": "/countries/it/dossier.json",
        }


if __name__ == "__main__":
    main()
