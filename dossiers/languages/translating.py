"""Put the project's own words in a dossier into the language of its headings: titles, questions, verdicts, verbs.

One pass over the plain dossier. What somebody said, names, quotations, notes and the sentences that are composed here
stay as they are: half a sentence is never translated.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext

from claims.sides import TITLES
from dossiers.appendix import AppendixLine, Checkbox
from dossiers.first_page import ConflictLine, Figure, Summary
from dossiers.languages import ENGLISH, catalogue, in_language
from dossiers.languages.names import country_name, day_in_words, language_name, under_country
from dossiers.measured import Moment, NumberScale, TimelinePart
from dossiers.plain import (
    CardLine,
    CountryName,
    Dossier,
    HeadingPart,
    ListedApartLine,
    NoteLine,
    QuestionLine,
    QuestionPart,
    SearchLine,
    SourceLine,
    SubjectLine,
)
from dossiers.sheets import Sheet, SheetLine

TITLE = "Reported overseas police stations in %(country)s: who says what"
HOST = "Authorities and courts of %(country)s"
ALL_COUNTRIES = "About all countries, not about %(country)s"
YES = "yes, %(day)s"
SEARCHED = "searched %(where)s: %(result)s"

# What is the project's own in each part of a dossier; nothing else is translated.
OWN_WORDS: dict[type, tuple[str, ...]] = {
    HeadingPart: ("title", "verdict_words"),
    QuestionPart: ("wording", "verdict_words"),
    QuestionLine: ("wording", "heading_title"),
    ConflictLine: ("heading_title",),
    CardLine: ("verb", "side_title", "marks"),
    ListedApartLine: ("verb", "side_title"),
    Moment: ("lane_words", "side_title"),
    NumberScale: ("title", "wording"),
    Figure: ("label",),
    SubjectLine: ("detail",),
    SearchLine: ("result",),
    Checkbox: ("title", "words"),
    Sheet: ("detail",),
    SheetLine: ("verb", "side_title", "question"),
}
# They hold nothing of the kind, and are many.
AS_RECORDED = (NoteLine, SourceLine)

Given = TypeVar("Given")


def title_of(country: CountryName, language: str) -> str:
    """The title of a dossier."""
    words = gettext(TITLE) if language == ENGLISH else in_language(language)(TITLE)
    return words % {"country": country_name(country, language, in_text=True)}


def translated(dossier: Dossier) -> Dossier:
    """The dossier of one country with its headings in the language that was chosen; the same where that is English."""
    language = dossier.choice.language
    return dossier if language == ENGLISH else _Pass(dossier.country, language).over(dossier)


@dataclass(frozen=True)
class _Pass:
    country: CountryName
    language: str

    def over(self, given: Given) -> Given:
        """A part of the dossier with its own words translated, and those of the parts in it."""
        changed: Any = given
        if isinstance(given, tuple):
            changed = tuple(self.over(each) for each in given)
        elif is_dataclass(given) and not isinstance(given, (type, *AS_RECORDED)):
            held = {field.name: getattr(given, field.name) for field in fields(given)}
            own = OWN_WORDS.get(type(given), ())
            for name, value in held.items():
                if name in own:
                    held[name] = tuple(map(self.word, value)) if isinstance(value, tuple) else self.word(value)
                elif isinstance(value, tuple) or is_dataclass(value):
                    held[name] = self.over(value)
            changed = self.specially(replace(given, **held))
        return changed  # type: ignore[no-any-return]

    def specially(self, part: Any) -> Any:
        """What is more than words in a catalogue: the title, names of languages, the titles in a drawing."""
        if isinstance(part, Dossier):
            return replace(part, title=title_of(part.country, self.language), appendix=self.named_languages(part))
        if isinstance(part, Checkbox) and part.on:
            day = day_in_words(date.fromisoformat(part.on), self.language)
            return replace(part, words=in_language(self.language)(YES) % {"day": day})
        if isinstance(part, Summary | QuestionPart):
            part = replace(part, silent=tuple(map(self.silence, part.silent)))
        if isinstance(part, Summary):
            named = [(one, language_name(one.slug, self.language)) for one in part.languages]
            return replace(part, languages=tuple(replace(one, label=name or one.label) for one, name in named))
        if isinstance(part, TimelinePart) and part.drawing:
            return replace(part, drawing=_with_titles(part.drawing, self.word))
        return part

    def word(self, english: str) -> str:
        """One text of the project's own. The hosts' side and the mark of general statements name the country."""
        _ = in_language(self.language)
        for pattern in (HOST, ALL_COUNTRIES):
            if english == pattern % {"country": self.country.name_in_text}:
                return _(pattern) % {"country": country_name(self.country, self.language)}
        return _(english)

    def named_languages(self, dossier: Dossier) -> tuple[AppendixLine, ...]:
        """The appendix with the languages of its passages by their names."""
        tags = {note.number: note.language for note in dossier.notes}
        named = [(line, language_name(tags.get(line.note, ""), self.language)) for line in dossier.appendix]
        return tuple(replace(line, language_name=name or line.language_name) for line, name in named)

    def silence(self, english: str) -> str:
        """A side that says nothing, and whether anyone looked: “NGOs and researchers (not searched yet)”."""
        for title in (HOST % {"country": self.country.name_in_text}, *map(str, TITLES.values())):
            if english.startswith(f"{title} ("):
                return f"{self.word(title)} ({self.looked(english[len(title) + 2 : -1])})"
        return english

    def looked(self, english: str) -> str:
        """Whether anyone looked for what a side says; the name of the place stands as recorded."""
        _ = in_language(self.language)
        found = re.fullmatch(SEARCHED % {"where": "(.+)", "result": "(.+?)"}, english)
        return _(SEARCHED) % {"where": found[1], "result": _(found[2])} if found else _(english)


def _with_titles(drawing: Any, word: Callable[[str], str]) -> Any:
    return {
        **drawing,
        "lanes": [
            {
                **lane,
                "title": word(lane["title"]),
                "strips": [{**strip, "title": word(strip["title"])} for strip in lane["strips"]],
            }
            for lane in drawing["lanes"]
        ],
    }


def words_in_language(dossier: Dossier) -> frozenset[str]:
    """Every text of a dossier's own that is in the language of its headings; none where that is English.

    A question that an editor added and nobody has translated yet is in English, and is not among them.
    """
    language = dossier.choice.language
    if language == ENGLISH:
        return frozenset()
    fixed = frozenset(catalogue(language).values())
    known = {*fixed, dossier.title, *(one.label for one in dossier.summary.languages)}
    for code in dossier.country.code.split():
        country = CountryName(code, dossier.country.name, dossier.country.name_in_text)
        named = {"country": country_name(country, language)}
        known.update(in_language(language)(pattern) % named for pattern in (HOST, ALL_COUNTRIES))
    if len(dossier.choice.countries) > 1:
        known.update(_own_words((dossier.summary.figures, dossier.summary.sides, dossier.summary.languages)))
        known.update(_under_a_country(dossier, fixed))
    checked = {box.words for line in dossier.appendix for box in line.checks}
    spoken = {line.language_name for line in dossier.appendix if line.language_name}
    silent = {*dossier.summary.silent, *_silent(dossier)}
    return frozenset({*known.intersection(_own_words(dossier)), *silent, *checked, *spoken})


def _under_a_country(dossier: Dossier, fixed: frozenset[str]) -> Iterator[str]:
    """The translated words of a dossier of several countries, with each country before them."""
    language = dossier.choice.language
    for code in dossier.choice.countries:
        country = CountryName(code, code, code)
        yield from (under_country(country, words, language) for words in fixed)


def _silent(dossier: Dossier) -> Iterator[str]:
    for heading in dossier.headings:
        for question in heading.questions:
            yield from question.silent


def _own_words(part: Any) -> Iterator[str]:
    """The project's own words in a part, wherever they stand."""
    if isinstance(part, tuple):
        for each in part:
            yield from _own_words(each)
    elif is_dataclass(part) and not isinstance(part, AS_RECORDED):
        own = OWN_WORDS.get(type(part), ())
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name in own:
                yield from value if isinstance(value, tuple) else (value,)
            elif isinstance(value, tuple) or is_dataclass(value):
                yield from _own_words(value)
        if isinstance(part, Dossier):
            yield part.title
        if isinstance(part, TimelinePart) and part.drawing:
            for lane in part.drawing["lanes"]:
                yield from (lane["title"], *(strip["title"] for strip in lane["strips"]))
