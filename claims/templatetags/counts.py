"""How the numbers that speakers gave read in templates."""

from django import template

from claims import counts_in_words
from claims.counts import Counts, Given

register = template.Library()


@register.filter
def listed_words(counts: Counts) -> tuple[str, ...]:
    """What is listed here, and from whose word, in sentences."""
    return counts_in_words.what_is_listed(counts.listed)


@register.filter
def why_they_differ(counts: Counts) -> tuple[str, ...]:
    """Why it differs from the numbers that speakers give, in sentences."""
    return counts_in_words.reasons(counts)


@register.filter
def remarks(given: Given) -> tuple[str, ...]:
    """What a reader should know of a number before comparing it."""
    return counts_in_words.remarks(given)


@register.filter
def mark_kind(given: Given) -> str:
    """The class of a number's mark."""
    if given.is_denied:
        return "is-denied"
    return "is-earlier" if given.is_earlier or given.retells else ""


@register.filter
def when_said(given: Given) -> str:
    """When a number was said, and how often."""
    return counts_in_words.when_said(given)


@register.filter
def with_thousands(number: int) -> str:
    """A number on an axis: “200,000”."""
    return f"{number:,}"
