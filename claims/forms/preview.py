"""“Readers will see: …”: an unfinished form as the statements that it will become."""

from dataclasses import dataclass
from typing import cast

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from claims import wording
from claims.accounts.read import document
from claims.accounts.statement import About, Answer, Asked, Count, Document, Option, Passage, Speaker, Statement, Step
from claims.choices import Operator
from claims.forms.entry import Entry
from claims.forms.lookups import Lookup
from claims.forms.newcomers import NewPartyForm
from claims.forms.offering import NONE_OF_THESE
from claims.origins import is_loop
from sources.choices import Words
from sources.models import Party
from web import edtf

MOST_ANSWERS = 4
NOBODY = "…"


@dataclass
class Preview:
    """What readers will see, as far as it is filled in."""

    entry: Entry

    @property
    def is_begun(self) -> bool:
        """Whether enough is filled in to show anything."""
        return bool(self._speaker.slug or self._sentence or self.answers != [""] or self._exact)

    @cached_property
    def statement(self) -> Statement:
        """The first of the statements; the others differ in subject and answer only."""
        entry = self.entry
        form = entry.statement
        return Statement(
            ref="",
            about=About("", "", "", "", ()),
            asked=_asked(entry),
            speaker=self._speaker,
            speaker_name=form.typed("speaker_name"),
            speaker_office=form.typed("speaker_office"),
            stance=entry.stance,
            answer=Answer(text=self.answers[0]),
            sentence=self._sentence,
            said_on=_date(form.typed("asserted_on")),
            about_period=_date(form.typed("about_period")),
            asked_about="",
            passage=self._passage,
            relays=self._relays,
        )

    @property
    def verb(self) -> str:
        """The verb in capitals, "" while no stance is chosen."""
        return wording.verb(self.entry.stance) if self.entry.stance else ""

    @cached_property
    def answers(self) -> list[str]:
        """The answers in readers' words, [""] while there is none."""
        found = [text for text in _answers(self.entry) if text]
        return found[:MOST_ANSWERS] or [""]

    @property
    def subjects(self) -> list[str]:
        """What it is about."""
        labels = [subject.label for subject in self.entry.subjects]
        new = self.entry.new_place.typed("label")
        return [*labels, new] if new else labels

    @property
    def steps(self) -> tuple[Step, ...]:
        """How it reached us, once it is known from where; shown from two steps on."""
        document = self._passage.document
        named = document.title or document.publisher or self._relays
        return wording.relay_steps(self.statement) if named else ()

    @property
    def shows_chain(self) -> bool:
        """Whether there is a chain to show in a line: at least one step, and what it begins or ends with."""
        return bool(self._relays)

    @property
    def is_loop(self) -> bool:
        """Whether the speaker is also a step, or published the document that cites somebody else."""
        return bool(self._speaker.slug) and is_loop(self.statement)

    @property
    def ends_with_speaker(self) -> bool:
        """Whether the circle is only that the speaker was entered as the last step."""
        return self.entry.chain.ends_with(self._speaker.slug)

    @property
    def chain_questions(self) -> list[str]:
        """What looks odd about the steps."""
        return self.entry.chain.questions(speaker=self._speaker.slug, speaker_name=self._speaker.name)

    @cached_property
    def _speaker(self) -> Speaker:
        return _speaker(self.entry.lookups["speaker"], self.entry.new_parties["speaker"])

    @property
    def _sentence(self) -> str:
        return " ".join(self.entry.statement.typed("statement").split())

    @property
    def _exact(self) -> str:
        return self.entry.citation.exact if self.entry.citation else self.entry.passage.typed("exact")

    @cached_property
    def _passage(self) -> Passage:
        citation, form = self.entry.citation, self.entry.passage
        if citation:
            return Passage(
                key=citation.pk,
                document=_document(self.entry),
                locator_label=citation.locator_label,
                locator=citation.locator,
                exact=citation.exact,
                words=citation.words,
                language=citation.language or citation.source.language,
                translation=citation.translation,
                translated_by=citation.translated_by,
            )
        words = form.typed("words")
        return Passage(
            key=0,
            document=_document(self.entry),
            locator_label=form.typed("locator_label"),
            locator=form.typed("locator"),
            exact=form.typed("exact"),
            words=words if words in Words.values else "",
            language=form.typed("passage_language"),
            translation=form.typed("translation"),
            translated_by=form.typed("translated_by"),
        )

    @property
    def _relays(self) -> tuple[Step, ...]:
        steps = [
            Step(
                step.party.name,
                step.party.slug,
                document=str(step.source) if step.source else "",
                document_slug=step.source.slug if step.source else "",
            )
            for step in self.entry.chain.steps
        ]
        new = self.entry.new_parties["relays"].typed("name")
        return (*steps, *([Step(new, _new_slug(new))] if new else []))


def _asked(entry: Entry) -> Asked:
    question = entry.question
    wording_, answer_type = (question.wording, question.answer_type) if question else ("", "")
    return Asked("", wording_, "", "", 0, 0, answer_type, "", "", False, False)


def _speaker(lookup: Lookup, form: NewPartyForm) -> Speaker:
    party = cast("Party | None", lookup.row)
    if party:
        return Speaker(party.slug, party.name, party.native_name, party.kind, "", ())
    name = form.typed("name")
    return Speaker(_new_slug(name), name or NOBODY, "", form.typed("kind"), "", ())


def _new_slug(name: str) -> str:
    """A slug that no party has, one for each new name: two fields that name one new body mean one body."""
    return f"new {' '.join(name.split()).casefold()}" if name.strip() else ""


def _document(entry: Entry) -> Document:
    source = entry.chosen_source
    if source and not entry.enters_source:
        return document(source)
    form = entry.source
    publisher = _speaker(entry.lookups["publisher"], entry.new_parties["publisher"])
    return Document(
        slug="",
        title=form.typed("title") if entry.enters_source else "",
        translated_title="",
        authors=form.typed("authors"),
        publisher=publisher.name if publisher.slug and entry.enters_source else "",
        publisher_slug=publisher.slug,
        container_title="",
        issued=_date(form.typed("issued")),
        language=form.typed("language"),
        url=form.typed("url"),
        archive_url="",
        accessed=None,
        number="",
        version="",
        csl_type=form.typed("csl_type"),
        copy_kind="original",
    )


def _answers(entry: Entry) -> list[str]:
    form = entry.answer
    labels = {choice.slug: choice.label for choice in form.choices}
    if entry.takes == "choice":
        return [
            wording.answer_text(Answer(choice=Option(slug, labels[slug])))
            for slug in form.ticked
            if slug in labels and slug != NONE_OF_THESE
        ]
    if entry.takes == "party":
        name = _speaker(entry.lookups["answer_party"], entry.new_parties["answer_party"])
        return [name.name if name.slug else ""]
    if entry.takes == "date":
        return [wording.answer_text(Answer(when=_date(form.typed("date_answer"))))]
    return [_count(entry, labels)] if entry.takes == "count" else [""]


def _count(entry: Entry, labels: dict[str, str]) -> str:
    form = entry.answer
    number, upper, operator = form.typed("count_value"), form.typed("count_to"), form.typed("count_operator")
    if not _is_number(number) or (upper and not _is_number(upper)):
        return ""
    count = Count(
        operator=operator if operator in Operator.values else Operator.EQUAL,
        low=int(number),
        high=int(upper) if upper else None,
        unit=form.unit,
        unit_label=labels.get(form.unit, _("…")),
        scope=form.typed("count_scope"),
    )
    return wording.answer_text(Answer(count=count))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10


def _date(text: str) -> edtf.EdtfDate | None:
    try:
        return edtf.parse(text)
    except edtf.NotADate:
        return None
