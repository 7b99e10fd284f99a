"""How judgements between stations read in templates."""

from django import template

from claims.same_place.plain import Pair, Place

register = template.Library()


@register.filter
def beside(pair: Pair, slug: str) -> Place:
    """The other station of a pair."""
    return pair.beside(slug)
