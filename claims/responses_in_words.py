"""How the steps of an authority's response read, on pages and in dossiers alike."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from claims.choices import Stance
from claims.responses import STAGES, Sequence, Step
from claims.wording import is_several, verb_in_sentence


def stage_title(stage: str) -> str:
    """The heading of a stage: “Ordered closed”."""
    return str(STAGES[stage])


def stage_words(step: Step) -> str:
    """The stage of a step as its speaker has it: “Ordered closed (denied)”, “Reported open (not confirmed)”."""
    title = stage_title(step.stage) if step.stage in STAGES else step.newest.asked.heading_title
    if step.stance == Stance.DENIES:
        return _("%(stage)s (denied)") % {"stage": title}
    if step.is_denied:
        return _("%(stage)s (not confirmed)") % {"stage": title}
    if step.stance == Stance.ACCEPTS_IN_PART:
        return _("%(stage)s (in part)") % {"stage": title}
    return title


def stages_words(sequence: Sequence) -> str:
    """The stages in order: “Investigating → Ordered closed (disputed) → Reported closed; undated: Raised”."""
    dated, undated = _named(sequence.stages), _named(sequence.undated_stages)
    found = [" → ".join(dated)] if dated else []
    if undated:
        found.append(_("undated: %(stages)s") % {"stages": ", ".join(undated)})
    return "; ".join(found)


def _named(stages: Iterable[tuple[str, bool]]) -> list[str]:
    marked = _("%(stage)s (disputed)")
    return [marked % {"stage": stage_title(slug)} if disputed else stage_title(slug) for slug, disputed in stages]


def verb(step: Step) -> str:
    """How it is said. The sentence holds the denial itself, so that “denies” would say it twice."""
    stance = Stance.SAYS if step.is_denied or step.stance == Stance.ACCEPTS_IN_PART else Stance(step.stance)
    return verb_in_sentence(stance, is_several(step.speaker.name))


def told(step: Step) -> str:
    """Who says what: “RCMP says: …”."""
    return _("%(speaker)s %(verb)s: %(words)s") % {
        "speaker": step.speaker.name,
        "verb": verb(step),
        "words": step.newest.sentence,
    }


def disputes(step: Step) -> str:
    """Who disputes a step: “Disputed by A (10.2) and by B, about all countries”; "" where nobody does."""
    if not step.disputed_by:
        return ""
    names = [
        _("%(speaker)s, about all countries (%(line)s)") % {"speaker": each.speaker, "line": each.line}
        if each.is_general
        else f"{each.speaker} ({each.line})"
        for each in step.disputed_by
    ]
    return _("Disputed by %(names)s") % {"names": "; ".join(names)}
