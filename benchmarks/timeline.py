"""How the timeline grows with the number of lines: the time that laying it out takes, and what the drawing holds.

    .venv/bin/python -m benchmarks.timeline

The lines are invented. Dates repeat, as they do in the record, so that reading them is remembered; times are the best
of three, as a ratio to the first row of the same run, because machines are noisy.
"""

import os
import random
import time
from datetime import date, timedelta

NUMBERS = [500, 1_000, 5_000, 10_000]
TIMES = 3


def main() -> None:
    """Print one line for each number."""
    from claims.timeline import LANES, Entry, Timeline, YearTally
    from claims.timeline_picture import picture_of
    from tests.claims.said import SD, STATION, says
    from web.edtf import parse

    chance = random.Random(4)
    statement = says(SD, STATION)
    sides = ("chinese", "host", "named", "ngos", "media", "others")

    def when() -> str:
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
        return chance.choice([day.isoformat(), day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}/..", f"{day:%Y}/2026"])

    def timeline(number: int) -> Timeline:
        lines = tuple(
            Entry(chance.choice(LANES), chance.choice(sides), parse(when()), (statement,), (), "1.1", number=place)
            for place in range(number)
        )
        years = tuple(YearTally(year, 1, 1) for year in range(2015, 2026))
        return Timeline(lines, (), years, tuple((side, side) for side in sides))

    first = 0.0
    print(f"{'lines':>7} {'marks':>7} {'time':>7}")
    for number in NUMBERS:
        given, seconds, marks = timeline(number), [], 0
        for _ in range(TIMES):
            start = time.perf_counter()
            picture = picture_of(given)
            seconds.append(time.perf_counter() - start)
            marks = sum(len(strip.bars) for lane in picture.lanes for strip in lane.strips) if picture else 0
        first = first or min(seconds)
        print(f"{number:7} {marks:7} {min(seconds) / first:6.1f}×   ({min(seconds) * 1000:.0f} ms)")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    main()
