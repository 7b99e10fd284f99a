"""What stands beside a row's conflicts in sentences: no record, a narrower point, an answer of an unknown time.

None is a conflict. A reader who is not told why takes each for one, or for agreement. Plain data in, words out.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from claims.accounts.grouped import Remark
from claims.accounts.side_by_side import Card
from claims.accounts.statement import Statement
from claims.choices import Stance, Timing
from claims.conflict import answers_conflict
from claims.meeting import time_of
from claims.origins import answer_key, same_body
from claims.wording import answer_in_sentence, is_several, names_in_words, stand, verb_in_sentence

EXISTENCE = "existence"


def remarks(cards: Iterable[Card], known: Mapping[str, Statement]) -> tuple[Remark, ...]:
    """The sentences of one row: “On Venice, Interior Ministry of Italy has no record of … (7 December 2022).”"""
    given = tuple(cards)
    without = _alike(card for card in given if card.stance == Stance.HAS_NO_RECORD and not card.general)
    narrower = _alike(card for card in given if card.narrower_than)
    timeless = _alike(_not_compared(given))
    return (
        *(_no_record(group, known) for group in without),
        *(_narrower(group) for group in narrower),
        *(_of_unknown_time(group) for group in timeless),
    )


def _alike(cards: Iterable[Card]) -> list[list[Card]]:
    """Cards of one speaker with one answer of one day, whatever they are about."""
    groups: dict[object, list[Card]] = {}
    for card in cards:
        said_on = card.newest.said_on
        key = (card.speaker.slug, card.stance, answer_key(card.answer), said_on.text if said_on else "")
        groups.setdefault(key, []).append(card)
    return list(groups.values())


def _not_compared(cards: Sequence[Card]) -> list[Card]:
    """Undated answers to a question about a time that would conflict with another speaker's if that time were known."""

    def differs(one: Statement, other: Statement) -> bool:
        return not same_body(one.speaker, other.speaker) and bool(answers_conflict(one, other))

    undated = [card for card in cards if card.newest.asked.timing != Timing.TIMELESS and not time_of(card.newest)]
    undated = [card for card in undated if card.newest.asked.can_conflict and not card.general]
    return [card for card in undated if any(differs(card.newest, other.newest) for other in cards)]


def _of_unknown_time(group: Sequence[Card]) -> Remark:
    sentence = _("%(stand)s, undated: of an unknown time, so it is not compared with the other answers.") % {
        "stand": stand(group[0].newest)
    }
    return Remark(sentence, tuple(card.newest.ref for card in group))


def _no_record(group: Sequence[Card], known: Mapping[str, Statement]) -> Remark:
    newest = group[0].newest
    said = {"subject": names_in_words([card.about for card in group]), "stand": stand(newest), "day": newest.said_on}
    if newest.said_on:
        sentence = _("On %(subject)s, %(stand)s (%(day)s).") % said
    else:
        sentence = _("On %(subject)s, %(stand)s (undated).") % said
    if newest.asked.slug == EXISTENCE and not _gave_a_number(newest, known):
        sentence = _("%(sentence)s We hold no number from it.") % {"sentence": sentence}
    return Remark(sentence, tuple(card.newest.ref for card in group))


def _gave_a_number(statement: Statement, known: Mapping[str, Statement]) -> bool:
    return any(each.answer.count and each.speaker.slug == statement.speaker.slug for each in known.values())


def _narrower(group: Sequence[Card]) -> Remark:
    newest = group[0].newest
    several = is_several(newest.speaker.name)
    sentence = _(
        "%(speaker)s %(denies)s only %(answer)s: a narrower point, so this does not conflict with the wider statement."
    ) % {
        "speaker": newest.speaker.name,
        "denies": verb_in_sentence(newest.stance, several),
        "answer": answer_in_sentence(newest.answer),
    }
    return Remark(sentence, tuple(card.newest.ref for card in group))
