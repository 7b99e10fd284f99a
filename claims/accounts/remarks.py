"""What stands beside a row's conflicts in sentences: who has no record of it, and who answers a narrower point.

Neither is a conflict, and a reader who is not told so takes them for one. Plain data in, words out.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from claims.accounts.grouped import Remark
from claims.accounts.plain import Card, Statement
from claims.choices import Stance
from claims.origins import answer_key
from claims.wording import answer_in_sentence, is_several, names_in_words, stand, verb_in_sentence

EXISTENCE = "existence"


def remarks(cards: Iterable[Card], known: Mapping[str, Statement]) -> tuple[Remark, ...]:
    """The sentences of one row: “On Venice, Interior Ministry of Italy has no record of … (7 December 2022).”"""
    given = tuple(cards)
    without = _alike(card for card in given if card.stance == Stance.HAS_NO_RECORD and not card.general)
    narrower = _alike(card for card in given if card.narrower_than)
    return (*(_no_record(group, known) for group in without), *(_narrower(group) for group in narrower))


def _alike(cards: Iterable[Card]) -> list[list[Card]]:
    """Cards of one speaker with one answer of one day, whatever they are about."""
    groups: dict[object, list[Card]] = {}
    for card in cards:
        said_on = card.newest.said_on
        key = (card.speaker.slug, card.stance, answer_key(card.answer), said_on.text if said_on else "")
        groups.setdefault(key, []).append(card)
    return list(groups.values())


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
