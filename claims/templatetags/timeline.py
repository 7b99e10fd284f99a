"""How a timeline reads in templates."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.translation import gettext as _

from claims import timeline_words, wording
from claims.timeline import Entry, Timeline
from claims.timeline_picture import Picture, picture_of

register = template.Library()

THOUSANDTH = Decimal("0.001")


@register.filter
def timeline_picture(timeline: Timeline) -> Picture | None:
    """The drawing of the year in view, or of all years."""
    return picture_of(timeline)


@register.filter
def lane(entry: Entry) -> str:
    """What an entry's date is the date of: “said”, “happened”, “had happened”."""
    return timeline_words.lane_words(entry)


@register.filter
def years_in_words(picture: Picture) -> str:
    """The years that a drawing covers."""
    first, last = picture.first.year, picture.last.year
    return str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


@register.filter
def sentences(entry: Entry) -> str:
    """What an entry says."""
    return timeline_words.sentences(entry)


@register.filter
def entry_verb(entry: Entry) -> str:
    """How it is said: “says”, “say”, “did not reply”."""
    return wording.verb_in_sentence(entry.stance, wording.is_several(entry.speaker.name))


@register.filter
def measure(number: float) -> str:
    """A length in the drawing, with a point in every language: a fifth of the time that `floatformat` takes."""
    return str(Decimal(repr(number)).quantize(THOUSANDTH, ROUND_HALF_UP))
