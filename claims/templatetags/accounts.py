"""How statements, cards and notes read in templates. The words come from claims.wording."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django import template
from django.utils.translation import ngettext

from claims import chain_picture, footnote, tallies, ticks, where_from, wording
from claims.accounts.searches import place_searched
from claims.accounts.side_by_side import Card, Origins
from claims.accounts.silence import Looked, Silence
from claims.accounts.statement import Count, Document, Passage, Statement, Step
from claims.chain_picture import Picture
from claims.choices import SearchResult
from claims.origins import answer_key, root_of
from claims.where_from import Text, text_of
from sources.choices import CopyKind, Words
from sources.untitled import site
from stations.choices import SubjectKind

register = template.Library()

BUNDLES_SHOWN = 3


@register.filter
def verb(stance: str) -> str:
    """The verb in capitals: “SAYS”, “HAS NO RECORD OF”."""
    return wording.verb(stance)


@register.filter
def verb_small(stance: str) -> str:
    """The verb inside a sentence: “says”, “has no record of”."""
    return wording.verb_in_sentence(stance)


@register.filter
def figure(count: Count) -> str:
    """A number without what it counts: “at least 10”, “2 to 4”."""
    return wording.count_text(replace(count, unit="", unit_label="", scope=""))


@register.filter
def passage_lead(statement: Statement) -> str:
    """What stands before a passage that is not in the speaker's own words."""
    return wording.passage_lead(statement)


@register.filter
def is_own_words(passage: Passage) -> bool:
    """Whether the passage may stand in quotation marks under the speaker's name."""
    return passage.words == Words.OWN


@register.filter
def original_not_seen(statement: Statement) -> bool:
    """Whether nobody here has seen the words where they were first said."""
    return wording.original_not_seen(statement)


@register.filter
def alone_words(statement: Statement) -> str:
    """“Not checked by a second person”; "" where one has."""
    return wording.alone_words(statement)


@register.filter
def original_words(statement: Statement) -> str:
    """“Original not seen: read in a republished copy, through CNN”; "" where it was seen."""
    return wording.original_words(statement)


@register.filter
def machine_words(passage: Passage) -> str:
    """What a machine found when it last looked for the passage in a preserved copy."""
    return ticks.machine_words(passage)


@register.filter
def checked_words(statement: Statement) -> str:
    """What people checked, in a few words: “words, date”."""
    return ", ".join(str(ticks.SHORT[tick.kind]) for tick in statement.ticks)


@register.filter
def reached_through(statement: Statement) -> tuple[Step, ...]:
    """The steps from the text that was read here to the speaker: this article → CNN → the NGO."""
    return wording.relay_steps(statement)


@register.filter
def with_notes(card: Card) -> list[tuple[Statement, int]]:
    """A card's statements, each with the number of its footnote."""
    return list(zip(card.statements, card.notes, strict=True))


@dataclass(frozen=True)
class Retelling:
    """A text that changed an account, what it changed, the account it repeats, and the number of its footnote."""

    text: Text
    root: Statement
    number: int

    @property
    def statement(self) -> Statement:
        """What the retelling says."""
        return self.text.statement


@register.filter
def retellings_with_notes(card: Card) -> list[Retelling]:
    """The retellings that changed an account on this card."""
    known = {each.ref: each for each in (*card.statements, *card.retellings)}
    return [
        Retelling(text_of(statement, root_of(statement, known)), root_of(statement, known), number)
        for statement, number in zip(card.retellings, card.retelling_notes, strict=True)
    ]


@register.filter
def remark(statement: Statement) -> str:
    """The public note of a retelling, where “Changed in retelling” stands before it already."""
    label, _colon, rest = statement.public_note.partition(": ")
    changed = rest and label == "Changed in retelling" and statement.restates
    return rest[0].upper() + rest[1:] if changed else statement.public_note


@register.filter
def read_in(statement: Statement) -> str:
    """Where a statement was read, in a few words."""
    return where_from.read_in(statement)


@register.filter
def picture(utterance: where_from.Utterance, in_view: str = "") -> Picture | None:
    """The drawing of the texts of one utterance; None where there is one box only."""
    return chain_picture.of_utterance(utterance, in_view)


@dataclass(frozen=True)
class Bundle:
    """Cards of one speaker that give one answer about several subjects."""

    cards: tuple[Card, ...]

    @property
    def first(self) -> Card:
        """The card that is printed in full: about the country where there is one, else the first."""
        own = [card for card in self.cards if card.about.kind == SubjectKind.COUNTRY]
        return own[0] if own else self.cards[0]

    @property
    def others(self) -> list[Card]:
        """The cards that take one line each."""
        return [card for card in self.cards if card is not self.first]


def _bundles(cards: tuple[Card, ...]) -> list[Bundle]:
    groups: dict[object, list[Card]] = {}
    for card in cards:
        groups.setdefault((card.speaker.slug, card.stance, card.general, card.earlier, _same_answer(card)), []).append(
            card
        )
    return [Bundle(tuple(group)) for group in groups.values()]


def _same_answer(card: Card) -> object:
    return answer_key(card.answer) or card.newest.ref


@register.filter
def bundles_first(cards: tuple[Card, ...]) -> list[Bundle]:
    """What a column shows at once: the first bundles, and whatever conflicts. The same rule for every side."""
    return [bundle for position, bundle in enumerate(_bundles(cards)) if _shown(position, bundle)]


@register.filter
def bundles_more(cards: tuple[Card, ...]) -> list[Bundle]:
    """What opens on request."""
    return [bundle for position, bundle in enumerate(_bundles(cards)) if not _shown(position, bundle)]


def _shown(position: int, bundle: Bundle) -> bool:
    return position < BUNDLES_SHOWN or any(card.conflicts_with for card in bundle.cards)


@register.filter
def speakers(bundles: list[Bundle]) -> str:
    """Who speaks, each once, in their order."""
    return ", ".join(dict.fromkeys(bundle.first.speaker.name for bundle in bundles))


@register.filter
def card_speakers(cards: list[Card]) -> str:
    """Who speaks on some cards, each once, in their order."""
    return ", ".join(dict.fromkeys(card.speaker.name for card in cards))


@register.filter
def search_result(looked: Looked) -> str:
    """What a search gave, in words."""
    return str(SearchResult(looked.result).label)


register.filter(place_searched)


@register.filter
def asked_here(silence: Silence) -> str:
    """The query of the list of searches that holds those made for this row."""
    asked = {"country": silence.country_code.lower(), "question": silence.question}
    return urlencode({name: value for name, value in asked.items() if value})


@register.filter
def anchor(number: str) -> str:
    """A line number as part of an address: 7.1 → 7-1."""
    return number.replace(".", "-")


@register.filter
def host(url: str) -> str:
    """The site of an address: “www.cnn.com” → “cnn.com”."""
    return site(url)


@register.filter
def goes_by(document: Document) -> str:
    """What stands for a title that is not recorded."""
    return footnote.goes_by(document)


@register.filter
def copy_words(document: Document) -> str:
    """How the text that was read relates to the original; "" for the original itself."""
    return "" if document.copy_kind == CopyKind.ORIGINAL else str(CopyKind(document.copy_kind).label)


@register.filter
def origin_words(origins: Origins) -> str:
    """“7 sources, 2 origins”; an origin that the source does not state never counts."""
    return tallies.origin_words(origins)


@register.filter
def count_words(origins: Origins) -> str:
    """The four numbers, never mixed: “2 speakers, on 3 occasions, in 7 sources, from 2 origins.”"""
    speakers = ngettext("%(n)s speaker", "%(n)s speakers", origins.speakers) % {"n": origins.speakers}
    occasions = ngettext("on %(n)s occasion", "on %(n)s occasions", origins.occasions) % {"n": origins.occasions}
    sources = ngettext("in %(n)s source", "in %(n)s sources", origins.sources) % {"n": origins.sources}
    found = ngettext("from %(n)s origin", "from %(n)s origins", origins.origins) % {"n": origins.origins}
    return f"{speakers}, {occasions}, {sources}, {found}."


@register.simple_tag
def note_number(numbers: Mapping[str, int], ref: str) -> int | None:
    """The footnote of a statement on this page; None when it has none here."""
    return numbers.get(ref)


@register.filter
def pairs(mapping: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Keys and values, in order."""
    return iter(mapping.items())
