"""Question rows and headings: which statements stand in a row, what the row's words are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.cards import cards_of, sides_of, with_opposites
from claims.accounts.grouped import courses, same_answers
from claims.accounts.rebuttals import rebutted_by, with_rebuttals
from claims.accounts.remarks import remarks
from claims.accounts.searches import Searched
from claims.accounts.side_by_side import Card, Conflict, HeadingRow, QuestionRow
from claims.accounts.silence import Silence
from claims.accounts.statement import Asked, Statement
from claims.choices import SILENT_STANCES, Stance
from claims.conflict import conflicts_among, merged
from claims.origins import origins_of, without_retellings
from claims.sides import SIDES, side_title
from claims.where_from import MOST_TEXTS, where_from
from claims.wording import answer_in_sentence, is_several, reads_after_a_verb, verb_in_sentence
from stations.choices import SubjectKind
from stations.models import Country

VERDICTS = ("conflict", "general_conflict", "no_record", "no_conflict", "one_account", "nothing")
IN_SUMMARY = 3


def verdict_words(verdict: str) -> str:
    """The words of a row, as a press officer and a lawyer can live with them (DESIGN §2)."""
    words: dict[str, str] = {
        "conflict": _("Accounts conflict"),
        "general_conflict": _("Conflicts only with a general statement"),
        "no_record": _("Reported; the authorities say they have no record"),
        "no_conflict": _("No conflict recorded"),
        "one_account": _("One account recorded"),
        "nothing": _("Nothing recorded"),
    }
    return words[verdict]


@dataclass(frozen=True)
class View:
    """What the rows are seen from: the country in view, all statements at hand, and where somebody looked.

    `most_texts` is how many texts a row lists of those that lead to its origins.
    """

    country: Country | None
    known: Mapping[str, Statement]
    searched: Searched
    most_texts: int = MOST_TEXTS

    @cached_property
    def rebutted_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each statement the refs of those that rebut it."""
        return rebutted_by(self.known)

    def silence(self, side: str, question: str = "") -> Silence:
        """A side without a statement, and whether anyone looked for one on this question or on all."""
        on = ("", question) if question else tuple(self.searched)
        looked = {found.slug: found for each in on for found in self.searched.get(each, {}).get(side, ())}
        code = self.country.code if self.country else ""
        return Silence(side, side_title(side, self.country), tuple(looked.values()), question, code)


def statements_by_question(
    statements: Iterable[Statement], country: Country | None
) -> tuple[dict[str, list[Statement]], list[Statement]]:
    """The statements of each row, and the general ones for the closing section.

    A general statement joins a country's row only if its question is marked for it, it is about the whole network and
    gives an answer that can stand beside others, and the row holds an account about that country.
    """
    rows: dict[str, list[Statement]] = {}
    general: list[Statement] = []
    for statement in statements:
        if country is not None and statement.is_general:
            general.append(statement)
        else:
            rows.setdefault(statement.asked.slug, []).append(statement)
    rest: list[Statement] = []
    for statement in general:
        joins = statement.asked.general_statements_join and statement.about.kind == SubjectKind.NETWORK
        if joins and statement.answer.text and statement.asked.slug in rows:
            rows[statement.asked.slug].append(statement)
        elif statement.asked_about == (country.code if country else "") or _stands_beside(statement, rows):
            rest.append(statement)
    return rows, rest


def _stands_beside(statement: Statement, rows: Mapping[str, list[Statement]]) -> bool:
    """Whether a general statement that no country was the occasion of answers a question that has a row here."""
    return not statement.asked_about and bool(statement.answer.text) and statement.asked.slug in rows


def question_row(statements: list[Statement], view: View) -> QuestionRow:
    """One question with everything said on it, and the words that fit."""
    cards = cards_of(statements, view.known, view.country)
    told = without_retellings(statements)
    kept = {each.ref for each in told}
    pairs = tuple(
        conflict
        for conflict in conflicts_among(told, view.known)
        if view.country is None or not _both_general(conflict, view.known)
    )
    cards = with_rebuttals(with_opposites(cards, pairs), view.known, view.rebutted_by)
    conflicts = tuple(sorted(merged(pairs, view.known), key=lambda conflict: conflict.with_general))
    own = [each for each in told if view.country is None or not each.is_general]
    origins = origins_of(own, view.known)
    sides = sides_of(cards, view.country)
    speaking = {side.slug for side in sides}
    verdict = verdict_of(cards, conflicts, origins_of(told, view.known).origins)
    return QuestionRow(
        asked=statements[0].asked,
        sides=sides,
        silent=tuple(view.silence(side, statements[0].asked.slug) for side in SIDES if side not in speaking),
        verdict=verdict,
        verdict_words=verdict_words(verdict),
        conflicts=conflicts,
        origins=origins,
        where_from=where_from(
            own, view.known, [each for each in statements if each.ref not in kept], most=view.most_texts
        ),
        answers=same_answers(cards, view.known),
        courses=courses(cards, view.known),
        remarks=remarks(cards, view.known),
        key=statements[0].asked.slug,
    )


def _both_general(conflict: Conflict, known: Mapping[str, Statement]) -> bool:
    return known[conflict.first].is_general and known[conflict.second].is_general


def verdict_of(cards: Iterable[Card], conflicts: Iterable[Conflict], origins: int) -> str:
    """The first of the verdicts that fits a row."""
    found, kinds = tuple(cards), {conflict.with_general for conflict in conflicts}
    if kinds:
        return "conflict" if False in kinds else "general_conflict"
    stances = {card.stance for card in found if not card.general}
    no_record = any(card.stance == Stance.HAS_NO_RECORD and card.side == "host" for card in found)
    if no_record and Stance.SAYS in stances:
        return "no_record"
    if origins > 1:
        return "no_conflict"
    return "one_account" if any(card.stance not in SILENT_STANCES for card in found) else "nothing"


def heading_row(asked: Asked, questions: tuple[QuestionRow, ...]) -> HeadingRow:
    """A heading with its questions; its words are the strongest of theirs."""
    verdict = min((question.verdict for question in questions), key=VERDICTS.index)
    return HeadingRow(
        slug=asked.heading,
        title=asked.heading_title,
        number=asked.heading_order,
        verdict=verdict,
        verdict_words=verdict_words(verdict),
        questions=questions,
        summary=summary(questions),
    )


def summary(questions: tuple[QuestionRow, ...]) -> str:
    """One line for a closed row: “Safeguard Defenders: 11 stations · no other side”."""
    by_side: dict[str, list[Card]] = {}
    for question in questions:
        for side in question.sides:
            by_side.setdefault(side.slug, []).extend(side.cards)
    lines = [card_in_short(_most_telling(cards)) for cards in list(by_side.values())[:IN_SUMMARY]]
    more = len(by_side) - IN_SUMMARY
    if len(by_side) == 1:
        lines.append(_("no other side"))
    elif more > 0:
        lines.append(ngettext("%(n)s more side", "%(n)s more sides", more) % {"n": more})
    return " · ".join(lines)


def _most_telling(cards: list[Card]) -> Card:
    """The card that stands for a side in a closed row: one that conflicts, else the newest about the widest subject."""
    return min(cards, key=lambda card: (not card.conflicts_with, card.general, card.earlier, len(card.about.inside)))


def card_in_short(card: Card) -> str:
    """A card in a few words: the speaker and the answer, with the stance where it is not plainly said.

    An answer that does not read after a verb gives way to the sentence.
    """
    words = answer_in_sentence(card.answer)
    if card.stance in SILENT_STANCES or (card.stance != Stance.SAYS and reads_after_a_verb(card.answer)):
        words = f"{verb_in_sentence(card.stance, is_several(card.speaker.name))} {words}".strip()
    elif card.stance != Stance.SAYS:
        words = ""
    return _("%(speaker)s: %(answer)s") % {
        "speaker": card.speaker.name,
        "answer": words or card.newest.sentence.rstrip("."),
    }
