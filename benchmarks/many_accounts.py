"""How long the rows of a page take, and how large they are: 30 questions × 12 parties, and 500 accounts in one cell.

    .venv/bin/python -m benchmarks.many_accounts

Everything is invented and stands in memory; no query is run. Processor times, the best of three, as multiples of a page
with one question of two parties in the same run: clocks differ. "Laid out" is finding conflicts, drawing together and
numbering; "narrowed" what a reader's choice costs; "printed" the HTML. Then one page, a search and the newest of the
list of conflicts of 500 speakers in one cell, as multiples of finding these conflicts.
"""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

from django.test import RequestFactory

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

if TYPE_CHECKING:
    from claims.accounts.side_by_side import Accounts
    from claims.accounts.statement import Statement
    from claims.views.choosing import Choosing

Made = TypeVar("Made")


def main() -> None:
    """Print one line for each page."""
    import django

    django.setup()
    pages: dict[str, Callable[[], list[Statement]]] = {
        "1 question × 2 parties": lambda: numbers(1, 2),
        "30 questions × 12 parties": lambda: numbers(30, 12),
        "30 × 12, two sides only": lambda: numbers(30, 12),
        "500 speakers in one cell": lambda: numbers(1, 500),
        "500 statements on one card": lambda: [*numbers(1, 2), *one_card(500)],
        "500 numbers of one speaker": lambda: one_speaker(500),
    }
    print(f"{'':<28} {'accounts':>8} {'conflicts':>9} {'laid out':>16} {'narrowed':>16} {'printed':>16} {'kB':>6}")
    first: list[float] = []
    for name, make in pages.items():
        said = make()
        query = {"side": "ngos,host"} if "two sides" in name else {}
        laid, accounts = best(lambda: laid_out(said))  # noqa: B023 - run at once
        chosen, choosing = best(lambda: choice(accounts, query))  # noqa: B023
        printed, html = best(lambda: rows_of(choosing))  # noqa: B023
        times = [laid, chosen, printed]
        first = first or times
        shown = " ".join(f"{t:7.3f} s {t / f:5.0f}×" for t, f in zip(times, first, strict=True))
        conflicts = sum(len(row.conflicts) for heading in accounts.headings for row in heading.questions)
        print(f"{name:<28} {len(accounts.cards):>8} {conflicts:>9} {shown} {len(html) / 1000:6.0f}")
    the_list(numbers(1, 500))


def the_list(said: "list[Statement]") -> None:
    """Print what the list of conflicts costs where these statements are all there is."""
    from claims.accounts.every_conflict import Listed, conflicts_of_rows
    from claims.views.conflicts import ConflictFilter, newest

    known = {each.ref: each for each in said}
    finding, conflicts = best(lambda: conflicts_of_rows({"question": said}, known))
    rows = [
        Listed("it", "Italy", each.between[0][0].asked, each, known[each.first], known[each.second], (), 1, NOON)
        for each in conflicts
    ]

    def asked(query: dict[str, str]) -> ConflictFilter:
        request = RequestFactory().get("/conflicts/", query)
        return ConflictFilter(request.GET, rows, request=request)

    acts: dict[str, Callable[[], object]] = {
        "one page with its filters": lambda: asked({}).listing(),
        "one page of one speaker": lambda: asked({"party": "party-3"}).listing(),
        "one page of a search": lambda: asked({"q": "party"}).listing(),
        "the newest, for the feed": lambda: newest(rows),
    }
    print(f"\n{len(rows)} conflicts found in {finding:.3f} s")
    for name, act in acts.items():
        seconds, _made = best(act)
        print(f"{name:<28} {seconds:7.3f} s {seconds / finding:6.2f}×")


def numbers(questions: int, parties: int) -> "list[Statement]":
    """Each party gives another number to each question, so that all of them conflict."""
    from tests.claims import said

    kinds = ["government", "ngo", "news_media", "association", "politician"]
    speakers = [said.speaker(f"party-{n}", kinds[n % 5], "IT") for n in range(parties)]
    asked = [
        said.asked(f"question-{n}", "count", heading=f"heading-{n // 2}", heading_order=n // 2, order=n)
        for n in range(questions)
    ]
    return [said.says(who, n + 1, asked=each) for each in asked for n, who in enumerate(speakers)]


def one_card(number: int) -> "list[Statement]":
    """One speaker says the same on so many days."""
    from tests.claims import said

    return [said.says(said.SD, said.STATION, said_on=str(1500 + n)) for n in range(number)]


def one_speaker(number: int) -> "list[Statement]":
    """One speaker gives another number every year."""
    from tests.claims import said

    return [said.says(said.SD, n + 1, said_on=str(1500 + n)) for n in range(number)]


def laid_out(said: "list[Statement]") -> "Accounts":
    """The statements as a page holds them."""
    from tests.claims.laid_out import accounts

    return accounts(*said)


def choice(accounts: "Accounts", query: dict[str, str]) -> "Choosing":
    """What a reader chose to see of them."""
    from claims.views.choosing import Choosing

    return Choosing(RequestFactory().get("/countries/it/", query), accounts)


def rows_of(choosing: "Choosing") -> str:
    """The rows and the notes as HTML."""
    from django.template.loader import render_to_string

    html = [render_to_string("claims/_choose.html", {"choosing": choosing, "by_country": False})]
    for heading in choosing.accounts.headings:
        context = {
            "heading": heading, "country_name": "Italy", "has_marks": True, "numbers": choosing.numbers,
            "choosing": choosing,
        }  # fmt: skip
        html.append(render_to_string("claims/_row.html", context))
    notes = {"notes": choosing.accounts.notes, "in_cards": choosing.in_cards, "marked": choosing.marked}
    html.append(render_to_string("claims/_notes.html", notes))
    return "".join(html)


def best(act: Callable[[], Made]) -> tuple[float, Made]:
    """The shortest of three runs, in seconds, and what it made."""
    runs = []
    for _ in range(3):
        started = time.process_time()
        made = act()
        runs.append((time.process_time() - started, made))
    return min(seconds for seconds, _made in runs), runs[0][1]


if __name__ == "__main__":
    main()
