"""Put a dossier together from what was read. Runs no query."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from claims.accounts.side_by_side import Accounts
from claims.choices import SearchResult
from claims.models import Search
from claims.same_place.plain import Pair
from dossiers import glyphs, moments, overview, same_place
from dossiers.annotated import annotated
from dossiers.cards import apart_line, card_line, first_notes, headings, numbers_of_notes, where_statements_stand
from dossiers.choice import EVERYTHING, Choice
from dossiers.citations import when
from dossiers.citing import Citing, citing
from dossiers.first_page import ChoicePart
from dossiers.languages import ENGLISH
from dossiers.languages.translating import title_of, translated
from dossiers.narrowing import in_sentences, is_chosen, kept_of
from dossiers.plain import FORM, CountryName, Dossier, HeadingPart, SearchLine, SubjectLine
from dossiers.station_sheets import sheets
from sources.citing.runs import Run
from sources.citing.styles import names
from stations.choices import AgreementKind, Precision, SubjectKind
from stations.models import Country, Subject
from web.edtf import in_words, parse
from web.moments import AS_OF, current, with_parameters
from web.moments import in_words as in_words_of
from web.typed import with_closed_directions


def compose(
    country: Country,
    accounts: Accounts,
    subjects: Iterable[Subject],
    searches: Iterable[Search],
    *,
    made_at: datetime,
    looked_on: date | None = None,
    pairs: tuple[Pair, ...] = (),
    choice: Choice = EVERYTHING,
    cited: Citing | None = None,
) -> Dossier:
    """The dossier, from accounts, judged pairs, loaded rows (subjects with parent, names), the day of the last look."""
    whole, pairs = with_closed_directions(accounts), with_closed_directions(pairs)
    accounts = kept_of(whole, choice, country)
    places = replace(where_statements_stand(whole, country.code), notes=numbers_of_notes(accounts))
    rows = headings(accounts, country, places)
    lines, cited = subject_lines(accounts, subjects), cited or citing(choice.style, [accounts], pairs)
    named = CountryName(country.code, country.name, country.name_in_text or country.name)
    dossier = Dossier(
        form=FORM,
        title=title_of(named, ENGLISH),
        language="en-GB",
        country=named,
        **_made(made_at),
        **_asked_for(whole, country, choice),
        summary=overview.summary(accounts, country, places, looked_on, choice),
        headings=rows,
        closing=tuple(card_line(card, country, places) for card in accounts.closing),
        closing_notes=first_notes(accounts.closing, _printed(rows)),
        listed_apart=tuple(apart_line(each, country) for each in accounts.listed_apart),
        notes=overview.notes(accounts, places, cited),
        questions=overview.questions(accounts),
        **_by_kind(lines, subjects, rows),
        same_places=same_place.lines(pairs, places, cited, partial(is_chosen, choice=choice, country=country)),
        responses=moments.responses(accounts),
        timeline=moments.timeline(accounts, country),
        chains=overview.chains(accounts),
        appendix=annotated(accounts, places),
        sources=overview.sources(accounts, cited),
        copies=(),
        searches=tuple(_search(search) for search in searches),
        notices=(),
    )
    return translated(replace(dossier, notices=glyphs.notices(dossier)))


def _asked_for(accounts: Accounts, country: Country, choice: Choice) -> dict[str, Any]:
    """The moment and the choice that were asked for, and the address of the page at that moment."""
    moment = current()
    return {
        "said_by": accounts.said_by.isoformat() if accounts.said_by else "",
        "said_by_words": _day(accounts.said_by),
        "as_of": moment.parameters.get(AS_OF, ""),
        "as_of_words": in_words_of(moment.as_of) if moment.as_of else "",
        "address": with_parameters(country.get_absolute_url(), moment.parameters),
        "style": choice.style,
        "style_words": dict(names())[choice.style],
        "choice": _choice(accounts, country, choice),
    }


def _choice(accounts: Accounts, country: Country, choice: Choice) -> ChoicePart:
    wordings = {one.asked.slug: one.asked.wording for one in accounts.statements.values()}
    return ChoicePart(
        countries=(country.code,),
        questions=choice.questions,
        sides=choice.sides,
        drafts=choice.drafts,
        paper=choice.paper,
        language=choice.language,
        words=in_sentences(choice, country, wordings),
    )


def _printed(rows: Iterable[HeadingPart]) -> set[int]:
    return {number for row in rows for question in row.questions for number in question.notes}


def _made(made_at: datetime) -> dict[str, Any]:
    words = _("%(day)s, %(time)s UTC") % {"day": _day(made_at.date()), "time": made_at.strftime("%H:%M")}
    return {"made_at": made_at.isoformat(timespec="seconds"), "made_at_words": words}


def _day(day: date | None) -> str:
    parsed = parse(day.isoformat()) if day else None
    return in_words(parsed) if parsed else ""


def subject_lines(accounts: Accounts, subjects: Iterable[Subject]) -> tuple[SubjectLine, ...]:
    """The subjects that statements here are about, or that hold such a subject; nobody learns of others."""
    spoken_of: dict[str, list[str]] = {}
    for card in accounts.cards:
        for statement in (*card.statements, *card.retellings):
            for slug in statement.about.inside or (statement.about.slug,):
                lines = spoken_of.setdefault(slug, [])
                if slug == statement.about.slug and card.number not in lines:
                    lines.append(card.number)
    return tuple(_subject(subject, spoken_of[subject.slug]) for subject in subjects if subject.slug in spoken_of)


def _subject(subject: Subject, lines: list[str]) -> SubjectLine:
    parent = subject.parent
    detail = AgreementKind(subject.agreement_kind).label if subject.agreement_kind else ""
    if subject.precision:
        detail = Precision(subject.precision).label
    return SubjectLine(
        slug=subject.slug,
        kind=subject.kind,
        label=subject.label,
        inside=parent.label if parent else "",
        names=tuple(Run(name.name, "", name.language) for name in subject.names.all()),
        detail=str(detail),
        lines=tuple(lines),
    )


def _by_kind(
    lines: tuple[SubjectLine, ...], subjects: Iterable[Subject], rows: Iterable[HeadingPart]
) -> dict[str, Any]:
    """The lists of subjects, and the sheets of those that have one."""
    kinds = {
        "places": SubjectKind.PLACE,
        "stations": SubjectKind.STATION,
        "agreements": SubjectKind.AGREEMENT,
        "cases": SubjectKind.CASE,
    }
    lists = {name: tuple(line for line in lines if line.kind == kind) for name, kind in kinds.items()}
    return {**lists, "sheets": sheets(subjects, lines, rows)}


def _search(search: Search) -> SearchLine:
    return SearchLine(
        slug=search.slug,
        what=search.what,
        where=search.where,
        period=when(parse(search.period)),
        searched_on=when(parse(search.searched_on)),
        result=str(SearchResult(search.result).label),
        note=search.note,
    )
