"""Short ways to say: this quotation, in this copy."""

from sources.choices import QuoteResult
from sources.quoting.find import Found, Quotation, Text, look_for


def seek(exact: str, copy: str, *, page_starts: tuple[int, ...] = (), **rest: object) -> Found:
    """Look for a quotation in a copy's text."""
    return look_for(Quotation(exact, **rest), Text(copy, page_starts))  # type: ignore[arg-type]


def result(exact: str, copy: str) -> str:
    """What looking gives."""
    return str(seek(exact, copy).result.value)


def stands(exact: str, copy: str) -> bool:
    """Whether it is found, in one place."""
    return seek(exact, copy).result in (QuoteResult.EXACT, QuoteResult.NORMALISED)
