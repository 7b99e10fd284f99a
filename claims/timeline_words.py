"""How the entries of a timeline read, on pages and in dossiers alike."""

from django.utils.translation import gettext as _

from claims.timeline import HAPPENED, SAID, Entry
from claims.wording import is_several, verb_in_sentence


def lane_words(entry: Entry) -> str:
    """What the date is the date of: when it was said, when it is said to have happened, by when it had."""
    if entry.lane == SAID:
        return _("said")
    if entry.is_denied:
        return _("not said to be so")
    return _("by then") if entry.is_by else _("happened")


def sentences(entry: Entry) -> str:
    """What is said in one passage, as one text."""
    return " ".join(dict.fromkeys(statement.sentence for statement in entry.statements))


def lane_title(lane: str) -> str:
    """The heading of a lane."""
    return {SAID: _("What was said"), HAPPENED: _("What is said to have happened")}[lane]


def told(entry: Entry) -> str:
    """Who says what: “La Nazione says: …”, “Foreign Ministry of Italy did not reply: …”."""
    verb = verb_in_sentence(entry.stance, is_several(entry.speaker.name))
    return _("%(speaker)s %(verb)s: %(words)s") % {
        "speaker": entry.speaker.name,
        "verb": verb,
        "words": sentences(entry),
    }
