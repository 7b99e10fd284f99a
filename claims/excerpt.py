"""The text of a preserved copy around a passage that a machine found in it, for whoever checks it."""

from dataclasses import dataclass

from django.db.models.functions import Substr

from claims.preserved.marks import Block, Mark, blocks
from claims.preserved.picture import picture_address
from sources.choices import QuoteResult
from sources.models import FileText, QuoteCheck

CHARACTERS_AROUND, MOST_CHARACTERS = 350, 8000


@dataclass(frozen=True)
class Excerpt:
    """Some text on both sides of a passage, which is marked in it; `picture` is its page's address, "" for none."""

    blocks: tuple[Block, ...]
    page: int | None
    picture: str
    cut_before: bool
    cut_after: bool


def excerpt(check: QuoteCheck) -> Excerpt | None:
    """Read no more of the text than is shown: one query. None where the words were not found, or were read anew since.

    The check's capture, with its file and source, is best loaded. For the desk: it takes no account of rights.
    """
    found = check.result in (QuoteResult.EXACT, QuoteResult.NORMALISED)
    if not found or check.capture is None or check.start is None or check.end is None:
        return None
    first = max(0, check.start - CHARACTERS_AROUND)
    length = min(check.end - first + CHARACTERS_AROUND, MOST_CHARACTERS)
    texts = FileText.objects.filter(file=check.capture.file_id, sha256=check.text_sha256)
    part = texts.annotate(part=Substr("text", first + 1, length)).values_list("part", flat=True).first()
    if not part:
        return None
    spans = tuple(zip(check.spans[::2], check.spans[1::2], strict=False)) or ((check.start, check.end),)
    start, end = _at_words(part, first)
    shown = part[start : len(part) - end if len(part) == length else len(part)]
    return Excerpt(
        blocks=tuple(blocks(shown, first + start, [Mark(check.citation_id, 1, spans)])),
        page=check.page,
        picture=picture_address(check.capture, check.page, spans) if check.capture else "",
        cut_before=first > 0,
        cut_after=len(part) == length,
    )


def _at_words(part: str, first: int) -> tuple[int, int]:
    """How many characters to leave out at the start and at the end, so that no word is cut in two."""
    head = next((at for at, character in enumerate(part[:40]) if character.isspace()), -1) + 1 if first else 0
    tail = next((at for at, character in enumerate(reversed(part[-40:])) if character.isspace()), 0)
    return head, tail
