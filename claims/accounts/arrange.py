"""Accounts side by side: about a country, about another subject, or on one question across countries.

Each function runs a fixed number of queries, however many claims there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.accounts.cards import cards_of
from claims.accounts.listed_apart import listed_apart
from claims.accounts.numbering import numbered
from claims.accounts.read import statements
from claims.accounts.rebuttals import with_rebuttals
from claims.accounts.rows import (
    View,
    heading_row,
    question_row,
    statements_by_question,
    summary,
)
from claims.accounts.searches import searched_sides, searches_made
from claims.accounts.side_by_side import Accounts, Card, HeadingRow, QuestionRow
from claims.accounts.statement import Statement
from claims.models import Claim, ClaimQuerySet, Question
from claims.sides import SIDES
from stations.choices import SubjectKind
from stations.models import Country, Subject
from users.models import User
from web.moments import Dated, current, keeping

LISTED_ON_A_QUESTION = 40
NO_COUNTRY = "general"


def country_accounts(country: Country, user: User | AnonymousUser, *, drafts: bool = False) -> Accounts:
    """What is said about a country and everything in it, with the general statements that join its rows.

    With `drafts` it holds as well what no editor has published, as far as this person may see it; what is restricted
    stays apart also then.

    The closing section holds general statements that join no row: those made when asked about this country, and those
    that no country was the occasion of and that answer a question with a row here.
    """

    def counted() -> ClaimQuerySet:
        seen = Claim.objects.visible_to(user)
        return seen.standing().unrestricted() if drafts else seen.published()

    def wanted() -> ClaimQuerySet:
        with keeping(Dated.EITHER):
            here = counted().filter(country=country).values("question")
        return counted().filter(
            Q(country=country)
            | Q(country__isnull=True, asked_about=country)
            | Q(country__isnull=True, subject_kind=SubjectKind.NETWORK, question__in=here)
        )

    return _arranged(wanted, country)


def subject_accounts(subject: Subject, user: User | AnonymousUser) -> Accounts:
    """What is said about one subject and those inside it; a country's own subject gives the country's accounts.

    What is said of Europe or Africa is said of a part of the network, and stands on its page.
    """
    if subject.kind == SubjectKind.COUNTRY and subject.country:
        return country_accounts(subject.country, user)
    inside = Q(subject=subject) | Q(subject__parent=subject) | Q(subject__parent__parent=subject)
    if subject.kind == SubjectKind.NETWORK:
        inside |= Q(subject_kind=SubjectKind.REGION)
    return _arranged(lambda: Claim.objects.visible_to(user).published().filter(inside), subject.country)


def question_accounts(question: Question, user: User | AnonymousUser) -> Accounts:
    """What is said on one question, country by country in the order of their names, general statements last.

    Each heading is a country; its slug is the country's code in small letters, "" for general statements.
    """

    def wanted() -> ClaimQuerySet:
        return Claim.objects.visible_to(user).published().filter(question=question)

    found = statements(wanted())
    known = {statement.ref: statement for statement in found}
    countries = {
        country.code: country
        for country in Country.objects.filter(code__in={each.about.country_code for each in found})
    }
    headings, searches = [], searches_made()
    ordered = sorted(found, key=lambda each: (each.is_general, _name(each, countries)))
    for number, (code, group) in enumerate(groupby(ordered, key=lambda each: each.about.country_code), start=1):
        country = countries.get(code)
        row = question_row(
            list(group), View(country, known, searched_sides(searches, code or None), LISTED_ON_A_QUESTION)
        )
        headings.append(_country_heading(country, number, replace(row, key=code.lower() or NO_COUNTRY)))
    apart = listed_apart(wanted)
    accounts = Accounts(tuple(headings), (), (), (), known, said_by=current().said_by, listed_apart=apart)
    return numbered(accounts)


def _name(statement: Statement, countries: dict[str, Country]) -> str:
    country = countries.get(statement.about.country_code)
    return country.name if country else ""


def _country_heading(country: Country | None, number: int, row: QuestionRow) -> HeadingRow:
    return HeadingRow(
        slug=country.code.lower() if country else "",
        title=country.name if country else _("About no single country"),
        number=number,
        verdict=row.verdict,
        verdict_words=row.verdict_words,
        questions=(row,),
        summary=summary((row,)),
    )


def _arranged(wanted: Callable[[], ClaimQuerySet], country: Country | None) -> Accounts:
    kept = statements(wanted())
    known = {statement.ref: statement for statement in kept}
    searched = searched_sides(searches_made(country), country.code if country else None)
    view = View(country, known, searched)
    rows, rest = statements_by_question(kept, country)
    headings = _headings(rows.values(), view)
    closing, apart = _closing(rest, view), listed_apart(wanted)
    accounts = numbered(Accounts(headings, closing, (), (), known, said_by=current().said_by, listed_apart=apart))
    speaking = {card.side for card in accounts.cards}
    return replace(accounts, silent_sides=tuple(view.silence(side) for side in SIDES if side not in speaking))


def _headings(rows: Iterable[list[Statement]], view: View) -> tuple[HeadingRow, ...]:
    questions = sorted((question_row(row, view) for row in rows), key=lambda row: row.asked.order)
    questions.sort(key=lambda row: row.asked.heading_order)
    return tuple(
        heading_row(group[0].asked, group)
        for _order, found in groupby(questions, key=lambda row: row.asked.heading_order)
        if (group := tuple(found))
    )


def _closing(rest: list[Statement], view: View) -> tuple[Card, ...]:
    by_question: dict[tuple[int, int], list[Statement]] = {}
    for statement in rest:
        by_question.setdefault((statement.asked.heading_order, statement.asked.order), []).append(statement)
    cards = [card for order in sorted(by_question) for card in cards_of(by_question[order], view.known, view.country)]
    return with_rebuttals(cards, view.known, view.rebutted_by)
