"""The five things that a named person checks about a statement: which apply, which are missing, and how that reads.

A machine's check is not a person's: `machine_words` speaks of the one, everything else here of the other.
"""

from typing import Protocol

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.accounts.statement import Passage
from claims.choices import VerificationKind
from claims.models import Verification
from sources.choices import CopyKind, QuoteResult, Words

ANY, UNCHECKED = "any", "unchecked"
ALWAYS = [kind for kind in VerificationKind if kind != VerificationKind.TRANSLATION]
SHORT: dict[str, str | Promise] = {
    VerificationKind.WORDS: gettext_lazy("words"),
    VerificationKind.SPEAKER: gettext_lazy("speaker"),
    VerificationKind.DATE: gettext_lazy("date"),
    VerificationKind.TRANSLATION: gettext_lazy("translation"),
    VerificationKind.ORIGINAL_SEEN: gettext_lazy("original seen"),
}


class Quoted(Protocol):
    """What a passage says of its language: a Citation, or a Passage."""

    @property
    def language(self) -> str:
        """BCP 47."""

    @property
    def words(self) -> str:
        """Whose words it holds."""

    @property
    def translation(self) -> str:
        """What it says in English; "" where nobody translated it."""


def is_translated(passage: Quoted) -> bool:
    """Whether somebody can check a translation: the passage is not English, or its words are a translation."""
    language = passage.language.lower()
    english = language == "en" or language.startswith("en-")
    return not english or bool(passage.translation) or passage.words == Words.TRANSLATED


def kinds_for(passage: Quoted) -> list[VerificationKind]:
    """The checks that apply to a statement drawn from this passage, in the order in which pages print them."""
    return [kind for kind in VerificationKind if kind != VerificationKind.TRANSLATION or is_translated(passage)]


def translated() -> Q:
    """`is_translated` for rows of claims."""
    english = Q(citation__language__iexact="en") | Q(citation__language__istartswith="en-")
    return ~english | ~Q(citation__translation="") | Q(citation__words=Words.TRANSLATED)


def ticked(kind: str) -> Q:
    """The claims about which somebody checked this."""
    return Q(pk__in=Verification.objects.filter(kind=kind).values("claim"))


def missing(kind: str) -> Q:
    """The claims about which nobody has checked this yet, though it applies; `any` is at least one of the five."""
    if kind == ANY:
        return ~Q(pk__in=_ticked_throughout()) | missing(VerificationKind.TRANSLATION)
    if kind == VerificationKind.TRANSLATION:
        return ~ticked(kind) & translated()
    return ~ticked(kind)


def _ticked_throughout() -> QuerySet[Verification, object]:
    counted = Verification.objects.filter(kind__in=ALWAYS).values("claim").annotate(number=Count("pk"))
    return counted.filter(number=len(ALWAYS)).values("claim")


def original_not_seen() -> Q:
    """`claims.wording.original_not_seen` for rows of claims. A test holds the two together."""
    elsewhere = ~Q(citation__source__copy_kind=CopyKind.ORIGINAL) | ~Q(citation__words=Words.OWN)
    return ~ticked(VerificationKind.ORIGINAL_SEEN) & elsewhere


QUOTE_RESULTS: list[tuple[str, str | Promise]] = [
    *((result.value, result.label) for result in QuoteResult),
    (UNCHECKED, gettext_lazy("Not looked for yet")),
]


def quote_result(value: str) -> Q:
    """The claims whose quotation a machine's last look gave this for."""
    if value == UNCHECKED:
        return Q(citation__quote_check__isnull=True)
    return Q(citation__quote_check__result=value)


MACHINE_WORDS: dict[str, str | Promise] = {
    "": gettext_lazy("No machine has looked for these words in a preserved copy yet."),
    QuoteResult.EXACT: gettext_lazy("A machine found these words, letter by letter, in the preserved copy%(page)s."),
    QuoteResult.NORMALISED: gettext_lazy(
        "A machine found these words in the preserved copy%(page)s, once spaces, hyphens at the ends of lines, "
        "quotation marks and the like were evened out."
    ),
    QuoteResult.NOT_FOUND: gettext_lazy("A machine did not find these words in the preserved copy."),
    QuoteResult.AMBIGUOUS: gettext_lazy("A machine found these words in more than one place of the preserved copy."),
    QuoteResult.NO_TEXT: gettext_lazy(
        "The preserved copy holds no text in which a machine could look for these words."
    ),
    QuoteResult.NO_COPY: gettext_lazy("No copy of the source is preserved, so no machine could look for these words."),
}
MACHINE_NOTES: dict[str, str | Promise] = {
    QuoteResult.EXACT: gettext_lazy("Words found letter by letter in the preserved copy%(page)s, SHA-256 %(hash)s."),
    QuoteResult.NORMALISED: gettext_lazy(
        "Words found in the preserved copy%(page)s after the declared normalisation, SHA-256 %(hash)s."
    ),
    QuoteResult.NOT_FOUND: gettext_lazy("Words not found in the preserved copy, SHA-256 %(hash)s."),
    QuoteResult.AMBIGUOUS: gettext_lazy("Words found in more than one place of the preserved copy, SHA-256 %(hash)s."),
    QuoteResult.NO_TEXT: gettext_lazy(
        "Words not machine-checkable: the preserved copy holds no text, SHA-256 %(hash)s."
    ),
}


def machine_words(passage: Passage) -> str:
    """What a machine found when it last looked for the passage in a preserved copy, in one sentence."""
    page = _(" on page %(page)s") % {"page": passage.found_on_page} if passage.found_on_page else ""
    return str(MACHINE_WORDS[passage.found]) % {"page": page}


def machine_note(passage: Passage) -> str:
    """The same in a few words for a note, with the beginning of the copy's SHA-256; "" where none was looked in."""
    if passage.found not in MACHINE_NOTES or not passage.copy_sha256:
        return ""
    page = _(" on page %(page)s") % {"page": passage.found_on_page} if passage.found_on_page else ""
    return str(MACHINE_NOTES[passage.found]) % {"page": page, "hash": f"{passage.copy_sha256[:16]}…"}
