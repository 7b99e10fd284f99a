"""Where a passage can be read on the live page."""

from claims.preserved.text_fragment import with_text_fragment
from sources.models import Citation, QuoteCheck

PDF = "application/pdf"


def live_address(citation: Citation, check: QuoteCheck | None) -> str:
    """The source's address, opened at the words, or in a PDF at the page; "" where the source has no address."""
    url = citation.source.url
    if not url:
        return ""
    if check and check.capture and check.capture.file.media_type == PDF:
        return f"{url.partition('#')[0]}#page={check.page}" if check.page else url
    return with_text_fragment(url, citation.exact, citation.prefix, citation.suffix)
