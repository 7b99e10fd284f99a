"""What lists and the pages of single records need in templates."""

from collections.abc import Mapping

from django import template

from claims import footnote
from claims.accounts.statement import Statement
from sources.filters import language_name

register = template.Library()


@register.filter
def at(names: Mapping[str, str], key: str) -> str:
    """The name under a key; the key itself where there is none."""
    return names.get(key, key)


@register.filter
def stand_words(statement: Statement) -> str:
    """What a statement says in three words: “denies: a police station”."""
    return footnote.stand_words(statement)


@register.filter
def language(code: str) -> str:
    """A language as readers call it: zh-Hans → Simplified Chinese."""
    return language_name(code)
