"""Where a passage can be read on the live page."""

from claims.preserved.picture import PDF
from claims.preserved.text_fragment import with_text_fragment
from sources.models import Citation, QuoteCheck


def live_address(citation: Citation, check: QuoteCheck | None) -> str:
    """The source's address, opened at the words, and in a PDF at the page; "" where the source has no address.

    The copy may be a PDF of what is a page on the web: the words are named beside the page's number.
    """
    url = citation.source.url
    if url and check and check.page and check.capture and check.capture.file.media_type == PDF:
        url = f"{url.partition('#')[0]}#page={check.page}"
    return with_text_fragment(url, citation.exact, citation.prefix, citation.suffix)
