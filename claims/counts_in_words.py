"""How numbers read: when they were said, what to know of them, and why they differ from what is listed here."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.answers import interval
from claims.counts import STATIONS, Band, Counts, Given
from claims.listed import Listed
from claims.wording import in_a_row, is_several, source_voice, verb_in_sentence
from stations.choices import SubjectKind
from web.edtf import EdtfDate

NAMED = 3


def remarks(given: Given) -> tuple[str, ...]:
    """What a reader should know of a number before comparing it."""
    found = []
    if given.is_denied:
        found.append(verb_in_sentence(given.statement.stance))
    if given.is_earlier:
        found.append(_("earlier answer"))
    if given.retells:
        found.append(_("changed in retelling by %(source)s") % {"source": source_voice(given.statement)})
    return tuple(found)


def when_said(given: Given) -> str:
    """When it was said: “December 2022”, “September 2022 to 5 December 2022, 3 times”, “undated”.

    “5 December 2022” and “December 2022” may be one day: the wider of the two is the one named.
    """
    first, last = given.told.first, given.told.last
    if first is None or last is None:
        return _("undated")
    if _can_be(first, last) or _can_be(last, first):
        when = str(last if _can_be(first, last) else first)
    else:
        when = _("%(first)s to %(last)s") % {"first": first, "last": last}
    if given.told.times == 1:
        return when
    times = ngettext("%(n)s time", "%(n)s times", given.told.times) % {"n": given.told.times}
    return _("%(when)s, %(times)s") % {"when": when, "times": times}


def _can_be(narrow: EdtfDate, wide: EdtfDate) -> bool:
    begins = (wide.earliest or date.min) <= (narrow.earliest or date.min)
    return begins and (narrow.latest or date.max) <= (wide.latest or date.max)


def what_is_listed(listed: Listed) -> tuple[str, ...]:
    """How many stations are listed here, and from whose word."""
    return (_how_many(listed), _on_whose_word(listed)) if listed.stations else (_how_many(listed),)


def reasons(counts: Counts) -> tuple[str, ...]:
    """What stands between the stations listed and the numbers said, as far as the record shows it."""
    bands = [band for scale in counts.scales if scale.unit == STATIONS for band in scale.bands]
    more = [band for band in bands if band.about.kind == SubjectKind.PLACE and _most(band) > (band.listed or 0)]
    return (
        _("A station is listed when a text that was read here tells it apart from others: what is listed says how much "
          "was read and entered, and not how many there are."),
        *_not_told_apart(more),
        *_cities_alone(counts.listed.cities_alone),
        *_of_another_kind(counts),
    )  # fmt: skip


def _how_many(listed: Listed) -> str:
    number = len(listed.stations)
    if not number:
        return _("No reported station is listed here.")
    stations = ngettext("%(n)s reported station is listed here", "%(n)s reported stations are listed here", number)
    where = ngettext("in %(n)s place", "in %(n)s places", listed.places) % {"n": listed.places}
    if listed.is_everywhere:
        where = ngettext("in %(n)s country", "in %(n)s countries", listed.countries) % {"n": listed.countries}
    return _("%(stations)s, %(where)s.") % {"stations": stations % {"n": number}, "where": where}


def _on_whose_word(listed: Listed) -> str:
    """Who says that these are stations; the others are listed because something else is said about them."""
    named, number = listed.named_by, len(listed.stations)
    if not named:
        return _("Being listed confirms no number.")
    entered = sum(each for _name, each in named)
    if entered == number:
        words = ngettext(
            "It was entered from what %(names)s %(say)s, so it confirms no number.",
            "They were entered from what %(names)s %(say)s, so they confirm no number.",
            number,
        )
    else:
        words = ngettext(
            "%(n)s of them was entered from what %(names)s %(say)s, so it confirms no number; "
            "of the others something else is said.",
            "%(n)s of them were entered from what %(names)s %(say)s, so they confirm no number; "
            "of the others something else is said.",
            entered,
        )
    say = _("say") if len(named) > 1 or is_several(named[0][0]) else _("says")
    return words % {"names": _names(named), "say": say, "n": entered}


def _names(named: Sequence[tuple[str, int]]) -> str:
    if len(named) == 1:
        return named[0][0]
    first = [_("%(name)s (%(n)s)") % {"name": name, "n": number} for name, number in named[:NAMED]]
    others = len(named) - NAMED
    if others > 0:
        first.append(ngettext("%(n)s other speaker", "%(n)s other speakers", others) % {"n": others})
    return in_a_row(first)


def _counts_now(given: Given) -> bool:
    return not (given.is_earlier or given.retells or given.is_denied)


def _most(band: Band) -> float:
    """The highest number that somebody now gives at least, 0 where the band has a limit."""
    return max((interval(given.count)[0] for given in band.given if not band.scope and _counts_now(given)), default=0)


def _not_told_apart(bands: list[Band]) -> list[str]:
    if not bands:
        return []
    each = [
        _("%(place)s (%(said)s said, %(listed)s listed)")
        % {"place": band.about.label, "said": f"{_most(band):g}", "listed": band.listed or 0}
        for band in bands
    ]
    return [
        _("More are counted than listed in %(places)s: no text that was read here tells the others apart, or nobody "
          "has entered them yet.") % {"places": ", ".join(each)}
    ]  # fmt: skip


def _cities_alone(places: tuple[str, ...]) -> list[str]:
    if not places:
        return []
    sentence = ngettext(
        "One is said to be in %(places)s; no text tells it apart, so it is not listed.",
        "Some are said to be in %(places)s; no text tells them apart, so they are not listed.",
        len(places),
    )
    return [sentence % {"places": ", ".join(places)}]


def _of_another_kind(counts: Counts) -> list[str]:
    said: list[str] = []
    others = [scale.title for scale in counts.scales if scale.unit != STATIONS]
    if others:
        said.append(
            _("What is counted on another scale (%(units)s) is something else than stations.")
            % {"units": ", ".join(title[:1].lower() + title[1:] for title in others)}
        )
    scopes = {band.scope for scale in counts.scales if scale.unit == STATIONS for band in scale.bands if band.scope}
    if scopes:
        said.append(
            _("A number with a limit (%(limits)s) counts a part, and nothing listed here stands beside it.")
            % {"limits": ", ".join(f"“{scope}”" for scope in sorted(scopes))}
        )
    return said
