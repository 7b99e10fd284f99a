"""How many exports were asked for today."""

from web.limits import CountedDay


class ExportDay(CountedDay):
    """How many exports were asked for today, by digests of addresses; thrown away when the day is over."""
