"""Statements to check: with words that a machine found in a copy, and with every box ticked."""

from claims.actions import verify
from claims.choices import VerificationKind
from tests.factories import NOON, make_capture, make_citation, make_claim, make_file_text, make_quote_check, make_source

TEXT = "It begins here. The centre, the group said, “is one of eleven” in the country. It goes on, and ends."
EXACT = "is one of eleven"


def found_claim(**fields):
    """A statement whose words a machine found on page 2 of a preserved PDF."""
    capture = make_capture(source=make_source(slug="the-report"), content=b"%PDF-1.7 " + TEXT.encode())
    text = make_file_text(file=capture.file, text=TEXT, page_starts=[0, 16])
    start = TEXT.index(EXACT)
    citation = make_citation(source=capture.source, exact=EXACT)
    make_quote_check(
        citation=citation,
        capture=capture,
        result="exact",
        file_sha256=capture.file.sha256,
        text_sha256=text.sha256,
        start=start,
        end=start + len(EXACT),
        spans=[start, start + len(EXACT)],
        page=2,
    )
    return make_claim(citation=citation, **fields)


def tick_all(claim, by):
    """Every check that applies."""
    for kind in VerificationKind:
        if kind != "translation":
            verify(claim, kind=kind, by=by, at=NOON)
