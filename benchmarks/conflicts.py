"""How the time for finding conflicts grows with the statements, and what comparing each account with each would take.

    .venv/bin/python -m benchmarks.conflicts

Everything is invented and stands in memory: twelve speakers, ten statements about each place, thirty questions or one
(the hardest case), and a denial about all countries to each. Times are the best of three, as multiples of the smallest
size in the same run: clocks differ. "Each with each" is the rule as DESIGN words it.
"""

import os
import time
from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SECRET_KEY", "of no use")

if TYPE_CHECKING:
    from claims.accounts.statement import Statement

SIZES = [500, 1000, 2500, 5000, 10_000]
MOST_EACH_WITH_EACH = 1000
SPEAKERS, ABOUT_A_PLACE = 12, 10


def main() -> None:
    """Print one line for each size."""
    import django

    django.setup()
    measures: dict[str, Callable[[int], Callable[[], object] | None]] = {
        "conflicts, 30 questions": lambda size: finding(a_country(size, questions=30)),
        "conflicts, 1 question": lambda size: finding(a_country(size, questions=1)),
        "whole rows, 30 questions": lambda size: rows(a_country(size, questions=30)),
        "each with each, 1 question": lambda size: (
            comparing(a_country(size, questions=1)) if size <= MOST_EACH_WITH_EACH else None
        ),
    }
    print(f"{'statements':>10} " + " ".join(f"{name:>27}" for name in measures))
    first: dict[str, float] = {}
    for size in SIZES:
        shown = []
        for name, measure in measures.items():
            act = measure(size)
            spent = best(act) if act else None
            first.setdefault(name, spent or 0)
            shown.append(f"{spent:.3f} s {spent / first[name]:6.1f}×" if spent else "–")
        print(f"{size:>10} " + " ".join(f"{words:>27}" for words in shown))


def a_country(number: int, *, questions: int) -> "list[Statement]":
    """So many statements about one country and its places, and one general denial to each question."""
    from tests.claims import said

    asked = [said.asked(f"question-{n}", order=n) for n in range(questions)]
    speakers = [said.speaker(f"speaker-{n}", "news_media") for n in range(SPEAKERS)]
    places = [said.about(f"place-{n}", "place", "IT", said.ITALY) for n in range(number // ABOUT_A_PLACE)]
    every = []
    for n in range(number):
        place = n // ABOUT_A_PLACE
        every.append(
            said.says(
                speakers[n % SPEAKERS],
                said.COMMUNITY if n % 4 == 0 else said.STATION,
                about=places[place] if n % ABOUT_A_PLACE else said.ITALY,
                asked=asked[place % questions],
                said_on=f"2022-{n % 12 + 1:02}",
            )
        )
    return [*every, *(said.denies(said.MFA, said.STATION, about=said.NETWORK, asked=each) for each in asked)]


def finding(every: "list[Statement]") -> Callable[[], object]:
    """All conflicts, as the site finds them."""
    from claims.conflict import conflicts_among

    known = {each.ref: each for each in every}
    return lambda: conflicts_among(every, known)


def comparing(every: "list[Statement]") -> Callable[[], object]:
    """Ask of any two accounts whether their answers conflict, and nothing more."""
    from claims.conflict import answers_conflict, group_key

    accounts = list({group_key(each): each for each in every}.values())
    return lambda: [answers_conflict(one, other) for one, other in combinations(accounts, 2)]


def rows(every: "list[Statement]") -> Callable[[], object]:
    """Every row of the country's page as plain data, conflicts in words."""
    from claims.accounts.rows import View, question_row

    known = {each.ref: each for each in every}
    asked: dict[str, list[Statement]] = {}
    for each in every:
        asked.setdefault(each.asked.slug, []).append(each)
    view: Any = View(None, known, {})
    return lambda: [question_row(found, view) for found in asked.values()]


def best(act: Callable[[], object]) -> float:
    """The shortest of three runs, in seconds."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
