"""How rows read in templates: the answers given, how often and when, and what a reader chose to see."""

from django import template

from claims import tallies, wording
from claims.accounts.chosen import MOST_STATEMENTS
from claims.accounts.every_conflict import Listed
from claims.accounts.grouped import Rebuttal, SameAnswer, Told
from claims.accounts.side_by_side import Accounts, Card, Conflict, HeadingRow, QuestionRow
from claims.accounts.statement import Statement
from claims.country_page import LeadConflict, lead_conflicts
from claims.views.choosing import Choosing
from claims.views.conflicts import address_of

register = template.Library()

MOST_ANSWERS = 24


@register.filter
def told_words(told: Told) -> str:
    """How often something was said, and from when to when: “said 4 times, December 2022 to July 2024”."""
    return tallies.told_words(told)


@register.filter
def explained(conflict: Conflict) -> str:
    """A conflict as a sentence of its own: “Accounts conflict on Prato: …”."""
    return wording.conflict_explained(conflict)


@register.filter
def conflict_sentence(conflict: Conflict) -> str:
    """A conflict where the heading says that accounts conflict: “Prato: …”."""
    return wording.conflict_sentence(conflict)


@register.filter
def leads(row: QuestionRow, choosing: Choosing) -> tuple[LeadConflict, ...]:
    """The conflicts of a row, one for each pair of speakers, with the further ones of the same pair."""
    return lead_conflicts(row.conflicts, choosing.everything.statements)


@register.filter
def answers_worth_listing(row: QuestionRow) -> tuple[SameAnswer, ...]:
    """The answers of a row where there is more to tell than one card says by itself."""
    told = [answer for answer in row.answers if answer.told.times > 1 or answer.origins.sources > 1]
    return row.answers[:MOST_ANSWERS] if len(row.answers) > 1 or told else ()


@register.filter
def answers_left_out(row: QuestionRow) -> int:
    """How many answers are not listed, because a page has an end."""
    return max(0, len(row.answers) - MOST_ANSWERS)


@register.filter
def subjects(answer: SameAnswer) -> str:
    """What an answer is given about, where that is not the country itself: “Italy and 8 places in it”."""
    return wording.subjects_in_words(answer.abouts)


@register.filter
def names(answer: SameAnswer) -> str:
    """Who gives an answer."""
    return ", ".join(speaker.name for speaker in answer.speakers)


@register.filter
def one_verdict(heading: HeadingRow) -> bool:
    """Whether the words of a heading are those of its only row."""
    return len(heading.questions) == 1 and heading.questions[0].verdict == heading.verdict


@register.filter
def address_of_row(choosing: Choosing, row: QuestionRow) -> str:
    """The page of one row, with the same sides and parties."""
    return choosing.address_of_row(row.key)


@register.filter
def further(card: Card) -> list[tuple[Statement, int]]:
    """The statements of a card after the newest, with their notes, as many as a page names."""
    return list(zip(card.statements, card.notes, strict=True))[1:MOST_STATEMENTS]


@register.filter
def unnamed(card: Card) -> int:
    """How many statements of a card are not named one by one."""
    return max(0, len(card.statements) - MOST_STATEMENTS)


@register.filter
def answers_back(rebuttal: Rebuttal, card: Card) -> bool:
    """Whether the two answer each other."""
    return any(rebuttal.statement.ref == other.statement.ref for other in card.rebuts)


@register.filter
def closing_groups(accounts: Accounts) -> list[tuple[str, list[Card]]]:
    """General statements that join no row, by reader heading."""
    groups: dict[str, list[Card]] = {}
    for card in accounts.closing:
        groups.setdefault(card.asked.heading_title, []).append(card)
    return list(groups.items())


@register.filter
def beside(address: str, ending: str) -> str:
    """The file beside a page: /countries/it/rows/existence/ → /countries/it/rows/existence.txt."""
    return address.removesuffix("/") + ending


@register.filter
def row_of_conflict(listed: Listed) -> str:
    """The row in which both accounts of a conflict stand."""
    return address_of(listed)
