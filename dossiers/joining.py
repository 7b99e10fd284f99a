"""Join the dossiers of several countries in one: each keeps its own lines.

Nothing is compared across countries here: what conflicts was computed within each. A line number begins with the
country's code: “IT-7.1” is line 7.1 of Italy's page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from django.utils.translation import gettext as _

from dossiers.citing import Citing
from dossiers.first_page import Figure, Summary
from dossiers.languages.names import under_country
from dossiers.languages.translating import title_of
from dossiers.measured import ListedPart, Moment, TimelinePart
from dossiers.plain import Chain, CountryName, Dossier, QuestionLine, SearchLine, SourceLine
from dossiers.renumbering import with_country

Part = TypeVar("Part")


def joined(parts: Sequence[Dossier], cited: Citing) -> Dossier:
    """One dossier of several, in their order; of one, that one. `cited` gives the order of the sources."""
    first, *others = parts
    if not others:
        return first
    shifted, already = [], 0
    for part in parts:
        shifted.append(with_country(part, already))
        already += max((note.number for note in part.notes), default=0)
    return _put_together(parts, shifted, cited)


def _put_together(parts: Sequence[Dossier], shifted: Sequence[Dossier], cited: Citing) -> Dossier:
    def every(of: Callable[[Dossier], Sequence[Part]]) -> tuple[Part, ...]:
        return tuple(chain.from_iterable(of(part) for part in shifted))

    first, countries = parts[0], _countries(parts)
    choice = replace(
        first.choice,
        countries=tuple(part.country.code for part in parts),
        words=tuple(dict.fromkeys(chain.from_iterable(part.choice.words for part in parts))),
    )
    return replace(
        first,
        title=title_of(countries, choice.language),
        country=countries,
        choice=choice,
        address=", ".join(part.address for part in parts),
        summary=_summary(parts, shifted),
        headings=tuple(
            replace(heading, title=_headed(part, heading.title)) for part in shifted for heading in part.headings
        ),
        closing=every(lambda part: part.closing),
        closing_notes=every(lambda part: part.closing_notes),
        listed_apart=every(lambda part: part.listed_apart),
        notes=every(lambda part: part.notes),
        questions=_questions(every(lambda part: part.questions)),
        places=every(lambda part: part.places),
        stations=every(lambda part: part.stations),
        same_places=every(lambda part: part.same_places),
        agreements=every(lambda part: part.agreements),
        cases=every(lambda part: part.cases),
        sheets=every(lambda part: part.sheets),
        responses=tuple(replace(each, about=_of(part, each.about)) for part in shifted for each in part.responses),
        timeline=_timeline(shifted),
        chains=_chains(every(lambda part: part.chains)),
        appendix=every(lambda part: part.appendix),
        sources=_sources(every(lambda part: part.sources), cited),
        searches=_searches(every(lambda part: part.searches)),
        notices=tuple(dict.fromkeys(every(lambda part: part.notices))),
    )


def _of(part: Dossier, words: str) -> str:
    if words == part.country.name:
        return words
    return _("%(country)s: %(words)s") % {"country": part.country.name, "words": words}


def _headed(part: Dossier, words: str) -> str:
    return under_country(part.country, words, part.choice.language)


def _countries(parts: Sequence[Dossier]) -> CountryName:
    def names(each: Sequence[str]) -> str:
        return _("%(names)s and %(last)s") % {"names": ", ".join(each[:-1]), "last": each[-1]}

    return CountryName(
        code=" ".join(part.country.code for part in parts),
        name=names([part.country.name for part in parts]),
        name_in_text=names([part.country.name_in_text for part in parts]),
    )


def _summary(parts: Sequence[Dossier], shifted: Sequence[Dossier]) -> Summary:
    """The first pages in one. No figure is added up: the same source, speaker or general statement may be in two."""

    def figures(of: Callable[[Summary], Sequence[Figure]]) -> tuple[Figure, ...]:
        return tuple(
            replace(figure, label=_headed(part, figure.label)) for part in shifted for figure in of(part.summary)
        )  # fmt: skip

    return Summary(
        nothing=" ".join(part.summary.nothing for part in parts if part.summary.nothing),
        rests_on=" ".join(_of(part, part.summary.rests_on) for part in parts),
        figures=figures(lambda summary: summary.figures),
        languages=figures(lambda summary: summary.languages),
        sides=figures(lambda summary: summary.sides),
        leaves_out=tuple(dict.fromkeys(chain.from_iterable(part.summary.leaves_out for part in parts))),
        not_seen=tuple(chain.from_iterable(part.summary.not_seen for part in shifted)),
        conflicts=tuple(
            replace(conflict, heading_title=_headed(part, conflict.heading_title))
            for part in shifted
            for conflict in part.summary.conflicts
        ),
        numbers=tuple(
            replace(scale, title=_headed(part, scale.title)) for part in shifted for scale in part.summary.numbers
        ),
        listed=ListedPart(
            stations=sum(part.summary.listed.stations for part in parts),
            places=sum(part.summary.listed.places for part in parts),
            sentences=tuple(_of(part, sentence) for part in parts for sentence in part.summary.listed.sentences),
            reasons=tuple(dict.fromkeys(chain.from_iterable(part.summary.listed.reasons for part in parts))),
        ),
        silent=tuple(_headed(part, words) for part in parts for words in part.summary.silent),
    )


def _questions(given: Sequence[QuestionLine]) -> tuple[QuestionLine, ...]:
    by_slug = {one.slug: one for one in given}
    order = {one.slug: place for place, one in enumerate(given)}
    return tuple(sorted(by_slug.values(), key=lambda one: (one.heading, order[one.slug])))


def _timeline(shifted: Sequence[Dossier]) -> TimelinePart:
    """Every line in time, those without a day last. Each country's drawing has its own scale, so none is drawn here."""
    lines = [replace(line, text=_of(part, line.text)) for part in shifted for line in part.timeline.lines]
    return TimelinePart(tuple(sorted(lines, key=_in_time)), None)


def _in_time(line: Moment) -> tuple[bool, str, str]:
    return (line.when is None, line.when.earliest if line.when else "", line.when.latest if line.when else "")


def _chains(given: Sequence[Chain]) -> tuple[Chain, ...]:
    found: dict[tuple[tuple[str, ...], bool, bool], Chain] = {}
    for one in given:
        key = (one.steps, one.loop, one.origin_stated)
        found[key] = replace(one, notes=(*found[key].notes, *one.notes)) if key in found else one
    return tuple(found.values())


def _sources(given: Sequence[SourceLine], cited: Citing) -> tuple[SourceLine, ...]:
    """Each source once, with its notes of every country, in the order of the style."""
    found: dict[str, SourceLine] = {}
    for one in given:
        found[one.slug] = replace(one, notes=(*found[one.slug].notes, *one.notes)) if one.slug in found else one
    return tuple(sorted(found.values(), key=lambda line: (*cited.order(line.slug), line.letters, line.slug)))


def _searches(given: Sequence[SearchLine]) -> tuple[SearchLine, ...]:
    by_slug: Mapping[str, SearchLine] = {one.slug: one for one in given}
    return tuple(by_slug.values())
