"""What is wrong with a filled-in form, step by step, each with the place on the page where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from claims.accounts.read import speakers
from claims.forms.chain import MOST_STEPS
from claims.forms.evidence import not_held
from claims.forms.fields import StepForm
from claims.forms.finding import MOST_CHOSEN
from claims.forms.offering import allows, applies
from claims.forms.source import NEW
from claims.origins import same_body
from sources.models import Party

if TYPE_CHECKING:
    from claims.forms.entry import Entry

Fault = tuple[str, str]
LONGEST_REASON = 500


def where_it_stands(entry: Entry) -> Iterator[Fault]:
    """Step one: a document that is here, or a whole new one."""
    if entry.source_is == NEW:
        yield from fields(entry.source)
        yield from _party(entry, "publisher", missing="")
        yield from fields(entry.source_kept)
        return
    lookup = entry.lookups["source"]
    lookup.must_be_chosen(_("Where does it stand? Find the document, or enter a new one."))
    if lookup.problem:
        yield lookup.focus, lookup.problem


def the_copy(entry: Entry) -> Iterator[Fault]:
    """A copy that could not be brought, or that is not held any more, is said before it is missed."""
    evidence = entry.evidence
    if evidence.is_lost and not entry.saved_before():
        evidence.trouble = evidence.trouble or not_held()
    if evidence.trouble:
        yield "id_copy", evidence.trouble


def what_it_says(entry: Entry) -> Iterator[Fault]:
    """Step three, from what it is about to whom it answers."""
    yield from _subjects(entry)
    yield from _question_and_stance(entry)
    yield from _answer(entry)
    yield from _party(entry, "speaker", missing=_("Who says it? Find the body that speaks, or add a new one."))
    yield from _asker(entry)
    yield from fields(entry.statement)
    yield from _occasion(entry)
    yield from _chain(entry)
    yield from _rebuttal(entry)


def the_correction(entry: Entry) -> Iterator[Fault]:
    """A correction says what was wrong; what it was to replace may have been withdrawn meanwhile."""
    problem = ""
    if entry.replaces and not entry.replaces_because:
        problem = _("Say what was wrong with the statement that this one replaces. Readers will see it.")
    elif len(entry.replaces_because) > LONGEST_REASON:
        problem = _("At most %(longest)s characters are kept.") % {"longest": LONGEST_REASON}
    elif entry.data.get("replaces") and not entry.replaces and not entry.saved_before():
        problem = _("The statement that this one was to replace is not published any more. Take it out, or leave.")
    if problem:
        entry.stray["replaces"] = problem
        yield "id_replaces_because", problem


def fields(form: StepForm) -> Iterator[Fault]:
    """The problems of plain fields, each with its field."""
    for name in form.fields:
        for text in form.errors.get(name, []):
            yield form[name].id_for_label or f"{form[name].auto_id}_0", str(text)
    for text in form.non_field_errors():
        yield "answer", str(text)


def _rebuttal(entry: Entry) -> Iterator[Fault]:
    """What is answered exists, and is not the speaker's own: several answers of one body stand side by side."""
    lookup, speaker = entry.lookups["rebuts"], entry.lookups["speaker"].row
    if lookup.unknown or (lookup.query and not lookup.rows):
        lookup.must_be_chosen("")
    elif entry.rebuts and isinstance(speaker, Party) and _of_one_body(entry.rebuts.asserted_by, speaker):
        lookup.problem = _(
            "This is a statement of the same body. Several answers of one body stand side by side: leave this empty."
        )
    if lookup.problem:
        yield lookup.focus, lookup.problem


def _of_one_body(one: Party, other: Party) -> bool:
    found = speakers([one, other])
    return same_body(found[one.pk], found[other.pk])


def _subjects(entry: Entry) -> Iterator[Fault]:
    lookup, place = entry.lookups["subjects"], entry.new_place
    if place.begun:
        yield from fields(place)
    else:
        lookup.must_be_chosen(_("What is it about? Find at least one country, place or station."))
    if len(set(entry.data.getlist("subjects"))) > MOST_CHOSEN:
        lookup.problem = _("At most %(most)s can be saved in one go.") % {"most": MOST_CHOSEN}
    if lookup.problem:
        yield lookup.focus, lookup.problem


def _question_and_stance(entry: Entry) -> Iterator[Fault]:
    problem = ""
    if entry.question is None:
        problem = _("Which question does it answer? If you do not know, say so: an editor decides.")
    elif not applies(entry.question, entry.subjects) or (entry.new_place.begun and not _asked_of_places(entry)):
        problem = _("This question cannot be asked about everything that you chose above.")
    elif entry.stance and not allows(entry.question, entry.stance):
        problem = _("“Has no record of” is not a number. Choose what there is no record of, or another stance.")
    if problem:
        entry.stray["question"] = problem
        yield "id_question", problem
    if not entry.stance:
        entry.stray["stance"] = _("Does the speaker say it, deny it, or something else?")
        yield "id_stance_0", entry.stray["stance"]


def _asked_of_places(entry: Entry) -> bool:
    question = entry.question
    return question is not None and any(applied.kind == "place" for applied in question.subject_kinds.all())


def _answer(entry: Entry) -> Iterator[Fault]:
    if entry.takes == "party":
        needed = entry.stance not in ("has_no_record", "cannot_confirm")
        yield from _party(
            entry, "answer_party", missing=_("Which body or person does the speaker name?") if needed else ""
        )
    elif entry.takes:
        yield from fields(entry.answer)


def _asker(entry: Entry) -> Iterator[Fault]:
    if not entry.is_silent:
        return
    not_said = bool(entry.data.get("asker_not_stated"))
    missing = "" if not_said else _("Who asked? Find it, or tick that the passage does not say.")
    yield from _party(entry, "asked_by", missing=missing)
    lookup = entry.lookups["asked_by"]
    if lookup.row is not None and lookup.row == entry.lookups["speaker"].row:
        lookup.problem = _("Nobody asks themselves: choose who asked.")
        yield lookup.focus, lookup.problem


def _occasion(entry: Entry) -> Iterator[Fault]:
    form = entry.statement
    if form.cleaned_data.get("asked_about") and (not entry.is_general or entry.new_place.begun):
        text = _("This is about a country already. The occasion is only named for statements about no single country.")
        form.add_error("asked_about", text)
        yield "id_asked_about", text


def _chain(entry: Entry) -> Iterator[Fault]:
    chain, new = entry.chain, entry.new_parties["relays"]
    if new.begun:
        yield from fields(new)
    if chain.is_too_long or (chain.full and new.begun):
        chain.adding.problem = _("At most %(most)s steps are kept. Take some out.") % {"most": MOST_STEPS}
    elif chain.unknown:
        chain.adding.problem = _("What was chosen here no longer exists. Search for it again.")
    elif chain.adding.query and not chain.steps and not new.begun:
        chain.adding.must_be_chosen("")
    if chain.adding.problem:
        yield "chain" if chain.full else chain.adding.focus, chain.adding.problem
    for step in chain.steps:
        if step.lookup.unknown or (step.lookup.query and not step.lookup.rows):
            step.lookup.must_be_chosen("")
            yield step.lookup.focus, step.lookup.problem


def _party(entry: Entry, name: str, *, missing: str) -> Iterator[Fault]:
    lookup, new = entry.lookups[name], entry.new_parties[name]
    if new.begun:
        yield from fields(new)
        if lookup.rows and not lookup.field.several:
            lookup.problem = _("Choose one that is here, or add a new one: not both.")
    elif missing or lookup.unknown or (lookup.query and not lookup.rows):
        lookup.must_be_chosen(missing)
    if lookup.problem:
        yield lookup.focus, lookup.problem
