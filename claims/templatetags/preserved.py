"""How preserved texts and their passages read in templates."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.preserved import state
from claims.preserved.leaves import Leaf
from claims.preserved.marks import Mark
from claims.preserved.passages import check_of
from sources.models import Citation, QuoteCheck

register = template.Library()

register.filter("day", state.day)


@register.filter
def exactly(text: str) -> SafeString:
    """A text of which the browser keeps every character: a carriage return would else be read as a line end."""
    return mark_safe(escape(text).replace("\r", "&#13;"))  # noqa: S308 - escaped in this very line


@register.filter
def keys(marks: Iterable[Mark]) -> str:
    """The passages of a stretch, for scripts: “12 15”."""
    return " ".join(str(mark.key) for mark in marks)


@register.filter
def notes_of(marks: Iterable[Mark]) -> str:
    """The ids of what is drawn from the passages of a stretch, for screen readers."""
    return " ".join(f"note-{mark.key}" for mark in marks)


@register.filter
def leaf_name(leaf: Leaf) -> int:
    """The page as the document counts it, else as it is shown."""
    return leaf.page or leaf.number


@register.filter
def check(citation: Citation) -> QuoteCheck | None:
    """The last check of a passage."""
    return check_of(citation)
