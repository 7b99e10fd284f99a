"""How the steps of an authority's response read in templates."""

from django import template

from claims import responses_in_words
from claims.responses import Sequence, Step

register = template.Library()


@register.filter
def stages_words(sequence: Sequence) -> str:
    """The stages of a sequence in their order."""
    return responses_in_words.stages_words(sequence)


@register.filter
def stage_words(step: Step) -> str:
    """The stage of a step as its speaker has it: “Ordered closed (denied)”."""
    return responses_in_words.stage_words(step)


@register.filter
def step_verb(step: Step) -> str:
    """How it is said: “says”, “did not reply”."""
    return responses_in_words.verb(step)


@register.filter
def anchor_of(line: str) -> str:
    """A line number as part of an address: 7.1 → 7-1."""
    return line.replace(".", "-")
