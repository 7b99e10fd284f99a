"""A checked form as what the actions take."""

from dataclasses import replace
from typing import cast

from claims.actions import Entered, Given
from claims.forms.entry import Entry
from sources.actions import NewParty, NewSource
from sources.models import Party, Source


def entered(entry: Entry) -> Entered:
    """The form as the actions take it. Only for a form without problems."""
    kept = entry.statement.cleaned_data
    new = {name: form.party() for name, form in entry.new_parties.items() if form.checking}
    question = entry.question
    assert question is not None  # noqa: S101 - a form without a question has a problem
    return Entered(
        source=_source(entry),
        publisher=new.get("publisher"),
        passage=entry.citation or replace(entry.passage.passage(), capture=entry.evidence.named),
        pending=entry.evidence.pending,
        subjects=entry.subjects,
        new_place=entry.new_place.place() if entry.new_place.begun else None,
        question=question,
        stance=entry.stance,
        answers=_answers(entry),
        new_answer_party=new.get("answer_party"),
        speaker=new.get("speaker") or cast(Party, entry.lookups["speaker"].row),
        statement=" ".join(kept["statement"].split()),
        speaker_name=kept["speaker_name"],
        speaker_office=kept["speaker_office"],
        asserted_on=kept["asserted_on"],
        about_period=kept["about_period"],
        asked_about=kept["asked_about"],
        asked_by=_asker(entry, new.get("asked_by")),
        relays=[(step.party, step.source) for step in entry.chain.steps],
        new_relay=new.get("relays"),
        origin_stated=not kept["origin_not_stated"],
        rebuts=entry.rebuts,
        restates=entry.repeats,
        replaces=entry.replaces,
        replaces_because=entry.replaces_because,
        apart_from=entry.kept_apart,
        desk=entry.belonging.desk(),
    )


def _asker(entry: Entry, new: NewParty | None) -> Party | NewParty | None:
    """Who asked a speaker that declined or did not reply; nobody where the passage does not say."""
    if not entry.asks_for("asked_by"):
        return None
    return new or cast("Party | None", entry.lookups["asked_by"].row)


def _source(entry: Entry) -> Source | NewSource:
    if entry.enters_source:
        publisher = cast("Party | None", entry.lookups["publisher"].row)
        kept = entry.source_kept
        restricted = {"desk": kept.chosen, "restricted_reason": kept.cleaned_data["source_because"]}
        return replace(entry.source.source(), publisher=publisher, **restricted if kept.is_ticked else {})
    return cast(Source, entry.chosen_source)


def _answers(entry: Entry) -> list[Given]:
    if entry.takes == "party":
        return [Given(party=cast("Party | None", entry.lookups["answer_party"].row))]
    return entry.answer.given() if entry.takes else [Given()]
