"""Look again for every quotation in the preserved copies."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from sources.choices import QuoteResult
from sources.models import Citation, Source
from sources.quoting.normalise import RULES
from sources.quoting.rechecking import Rechecked, recheck

LOST, WRONG_CALL = 1, 2
RESULTS: dict[str, str] = {
    QuoteResult.EXACT: "found letter by letter",
    QuoteResult.NORMALISED: "found after the declared normalisation",
    QuoteResult.NOT_FOUND: "not found",
    QuoteResult.AMBIGUOUS: "found in more than one place",
    QuoteResult.NO_TEXT: "in a copy without text",
    QuoteResult.NO_COPY: "without a preserved copy",
}


class Command(BaseCommand):
    """`manage.py check_quotes`: every citation again, each copy read once; says what changed since the last check.

    Exit code 0: whatever was found is still found. 1: something that was found is found no more. 2: no such source.
    """

    help = (
        "Look for every quotation in the preserved copies again and say what changed. "
        "Exit code 1 when one that was found is found no more, 2 when a named source does not exist."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the sources, if not all of them are meant."""
        parser.add_argument("--source", action="append", default=[], metavar="SLUG", help="only this one; repeatable")

    def handle(self, *, source: list[str], **options: Any) -> None:
        """Check, and fail if something is lost."""
        sources = Source.objects.order_by("slug").only("slug")
        if source:
            sources = sources.filter(slug__in=source)
            unknown = sorted(set(source) - set(sources.values_list("slug", flat=True)))
            if unknown:
                raise CommandError(f"There is no source {', '.join(unknown)}.", returncode=WRONG_CALL)
        totals: Counter[str] = Counter()
        changed = lost = 0
        number = Citation.objects.filter(source__in=sources).count()
        with tqdm(total=number, unit="quotation", disable=None) as bar:
            for batch in recheck(sources.iterator(), at=timezone.now()):
                for each in batch:
                    totals[each.now] += 1
                    lost += each.is_lost
                    if each.before and each.before != each.now:
                        changed += 1
                        bar.clear()
                        self.stdout.write(_told(each))
                bar.update(len(batch))
        self._sum_up(totals, changed)
        if lost:
            raise CommandError(f"Found before and found no more: {lost}.", returncode=LOST)

    def _sum_up(self, totals: Counter[str], changed: int) -> None:
        self.stdout.write(
            f"{totals.total()} quotations checked by rules {RULES}; changed since the last check: {changed}."
        )
        for result in QuoteResult:
            if totals[result]:
                self.stdout.write(f"{totals[result]:>8} {RESULTS[result]}")


def _told(each: Rechecked) -> str:
    where = f"{each.citation.locator_label} {each.citation.locator}".strip()
    source = f"{each.citation.source.slug}, {where}" if where else each.citation.source.slug
    return f"/passages/{each.citation.pk}/ ({source}): was {RESULTS[each.before]}, is {RESULTS[each.now]}"
