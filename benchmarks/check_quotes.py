"""How long checking every quotation takes, beside looking for the same words with nothing but str.find.

    python -m benchmarks.check_quotes [--captures 5000] [--citations 20]

Writes invented sources, copies, texts of about 20,000 characters and passages into the database of VAR_DIR (which must
be migrated), checks them twice by `sources.quoting.rechecking`, and takes everything back.
"""

import argparse
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

LENGTH = 20_000
AT_ONCE = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--captures", type=int, default=5_000)
    parser.add_argument("--citations", type=int, default=20, help="for each capture")
    arguments = parser.parse_args()

    import django
    from django.conf import settings

    django.setup()

    from config import embedded_postgres, env

    lease = None if env.text("DATABASE_URL") else embedded_postgres.lease(settings.VAR_DIR)
    try:
        write_check_and_take_back(arguments.captures, arguments.citations)
    finally:
        if lease:
            lease.release()


def write_check_and_take_back(captures: int, citations: int) -> None:
    """Everything in one transaction, which is rolled back."""
    from django.db import connection, transaction

    with transaction.atomic():
        started = time.perf_counter()
        keys = list(write(captures, citations))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ANALYZE sources_citation, sources_capture, sources_filetext, sources_source")
        print(
            f"{captures} texts with {captures * citations} quotations written in {time.perf_counter() - started:.0f} s"
        )
        before = peak()
        for name in ("first check", "second check"):
            busy = time.process_time()
            seconds, results = check(keys)
            busy = time.process_time() - busy
            print(f"{name}: {seconds:.1f} s, of which this program worked {busy:.1f} s")
        print(f"peak memory {peak():.0f} MB ({before:.0f} MB before checking)")
        print(", ".join(f"{number} {result}" for result, number in results.most_common()))
        compare(keys)
        transaction.set_rollback(True)


def peak() -> float:
    """The most memory that this program has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write(captures: int, citations: int) -> Iterator[int]:
    """Write sources with one copy each; give their keys."""
    import pghistory

    from sources.models import Capture, Citation, FileText, PreservedFile, Source
    from tests.factories import NOON, make_user

    chance, author = random.Random(1), make_user(email=f"measuring-{os.getpid()}@desk.example")
    for first in range(0, captures, AT_ONCE):
        texts = [invented_text(chance) for _ in range(min(AT_ONCE, captures - first))]
        with pghistory.context(reason="a measurement"):
            sources = Source.objects.bulk_create(
                Source(slug=f"measured-{os.getpid()}-{first + n}", csl_type="webpage", language="en", title="Invented")
                for n in range(len(texts))
            )
            digests = [sha256(f"{first + n} {os.getpid()}".encode()).hexdigest() for n in range(len(texts))]
            files = PreservedFile.objects.bulk_create(
                PreservedFile(sha256=digest, size=LENGTH, media_type="text/plain", stored_at=NOON) for digest in digests
            )
            FileText.objects.bulk_create(
                FileText(file=file, outcome="text", text=" ".join(text), sha256=file.sha256, extractor="a measurement",
                         read_at=NOON)
                for file, text in zip(files, texts, strict=True)
            )  # fmt: skip
            Capture.objects.bulk_create(
                Capture(source=source, file=file, captured_at=NOON, captured_by=author, method="upload")
                for source, file in zip(sources, files, strict=True)
            )
            Citation.objects.bulk_create(
                Citation(source=source, exact=quoted(text, chance), words="reported", language="en")
                for source, text in zip(sources, texts, strict=True)
                for _ in range(citations)
            )
        yield from (source.pk for source in sources)


def invented_text(chance: random.Random) -> list[str]:
    """Sentences in one of six languages and scripts, about LENGTH characters of them."""
    from benchmarks.quotations.invented import TONGUES, sentence

    tongue, found, length = chance.choice(list(TONGUES)), [], 0
    while length < LENGTH:
        found.append(sentence(tongue, chance))
        length += len(found[-1])
        if len(found) % 5 == 0:
            found.append("\n")
    return found


def quoted(text: list[str], chance: random.Random) -> str:
    """A sentence as it stands; of ten, one with other spaces and one with another digit."""
    found = ""
    while len(found) < 10:
        found = chance.choice(text)
    kind = chance.random()
    if kind < 0.1:
        return found.replace(" ", "\u00a0\n")
    return found.replace("1", "7").replace("2", "8") if kind < 0.2 else found


def check(keys: list[int]) -> tuple[float, Counter[str]]:
    """Seconds for checking everything again, with what was found."""
    from sources.models import Source
    from sources.quoting.rechecking import recheck
    from tests.factories import NOON

    started, results = time.perf_counter(), Counter[str]()
    for batch in recheck(Source.objects.filter(pk__in=keys).order_by("slug").iterator(), at=NOON):
        results.update(str(each.now) for each in batch)
    return time.perf_counter() - started, results


def compare(keys: list[int]) -> None:
    """The search alone, without the database, beside str.find over the same texts."""
    from sources.models import Citation, FileText
    from sources.quoting.find import Quotation, Text, look_for

    spent = dict.fromkeys(("find", "normalise", "look"), 0.0)
    for key in keys:
        text: Any = FileText.objects.get(file__captures__source=key).text
        quotations = list(Citation.objects.filter(source=key).values_list("exact", flat=True))
        started = time.perf_counter()
        for exact in quotations:
            text.find(exact)
        found = time.perf_counter()
        shared = Text(text)
        _ = shared.normalised
        normalised = time.perf_counter()
        for exact in quotations:
            look_for(Quotation(exact), shared)
        spent["find"] += found - started
        spent["normalise"] += normalised - found
        spent["look"] += time.perf_counter() - normalised
    plain = spent["find"]
    print(f"str.find alone: {plain:.2f} s")
    print(f"normalising every text once: {spent['normalise']:.1f} s ({spent['normalise'] / plain:.0f} times that)")
    print(f"looking for every quotation: {spent['look']:.1f} s ({spent['look'] / plain:.0f} times that)")


if __name__ == "__main__":
    main()
