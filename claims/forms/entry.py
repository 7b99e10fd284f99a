"""The whole page as somebody filled it in: three steps, their search fields, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from uuid import UUID, uuid4

from django.http import QueryDict

from claims.accounts.statement import Statement
from claims.choices import SILENT_STANCES, ClaimState, Stance
from claims.forms import checking as check
from claims.forms.belonging import BelongingForm, SourceKeptForm
from claims.forms.chain import Chain
from claims.forms.desks import desks_of
from claims.forms.evidence import Evidence
from claims.forms.fields import key_of
from claims.forms.looking import Looking
from claims.forms.lookups import lookups
from claims.forms.newcomers import NewPartyForm, NewPlaceForm, name_countries_once
from claims.forms.offering import NONE_OF_THESE, QuestionGroup, questions_on_offer, stances_on_offer, takes
from claims.forms.same import APART, suggested
from claims.forms.source import HERE, NEW, NewSourceForm, PassageForm
from claims.forms.statement import AnswerForm, StatementForm
from claims.models import Claim, Question
from sources.addresses import known_at
from sources.models import Citation, Source
from stations.models import Subject
from users.models import User

# The search fields beside which a new body or person can be entered.
WITH_NEW_PARTY = ("publisher", "speaker", "asked_by", "relays", "answer_party")
NEW_PARTY_FIELDS = list(NewPartyForm.base_fields)
ANSWER_FIELDS = {
    "count": ("count_operator", "count_value", "count_to", "count_unit", "count_scope"),
    "date": ("date_answer",),
    "party": ("answer_party", "answer_party_find", *(f"answer_party_new-{name}" for name in NEW_PARTY_FIELDS)),
    "silence": ("asked_by", "asked_by_find", *(f"asked_by_new-{name}" for name in NEW_PARTY_FIELDS)),
}


@dataclass(frozen=True)
class Problem:
    """Something that keeps the form from being saved: where it stands, and what to do, in plain words."""

    anchor: str
    text: str


class Entry:
    """One filled-in form. Nothing typed is dropped: what cannot be saved is shown again, as it was."""

    def __init__(self, data: QueryDict, *, by: User, checking: bool = False) -> None:
        self.data, self.by, self.checking = data, by, checking
        self.lookups = lookups(data, by=by, checking=checking)
        desks = desks_of(by)
        self.belonging = BelongingForm(data, desks=desks, checking=checking)
        self.source = NewSourceForm(data, checking=checking and self.enters_source)
        self.source_kept = SourceKeptForm(data, desks=desks, checking=checking and self.enters_source)
        self.passage = PassageForm(data, checking=checking and self.citation is None)
        self.statement = StatementForm(data, checking=checking)
        self.answer = AnswerForm(data, checking=checking, question=self.question, stance=self.stance, takes=self.takes)
        self.new_place = NewPlaceForm(data, prefix="place", checking=checking)
        self.new_place.checking = checking and self.new_place.begun
        self.new_parties: dict[str, NewPartyForm] = {}
        for name in WITH_NEW_PARTY:
            form = NewPartyForm(data, prefix=f"{name}_new", checking=checking)
            form.checking = checking and form.begun and self.asks_for(name)
            form.saved_before = self.saved_before
            self.new_parties[name] = form
        name_countries_once([self.statement, self.new_place, *self.new_parties.values()])
        self.stray: dict[str, str] = {}

    # Step one and two

    @cached_property
    def citation(self) -> Citation | None:
        """The passage that is entered already, where one was chosen by following a link."""
        key = key_of(self.data.get("citation"))
        if key is None:
            return None
        passages = Citation.objects.select_related("source__publisher")
        return passages.filter(pk=key, source__in=Source.objects.in_reach_of(self.by)).first()

    @property
    def chosen_source(self) -> Source | None:
        """The document that is here already."""
        return self.citation.source if self.citation else cast("Source | None", self.lookups["source"].row)

    @cached_property
    def source_is(self) -> str:
        """Whether the document is here already or is a new one."""
        said = str(self.data.get("source_is", ""))
        if said in (HERE, NEW):
            return said
        typed = any(self.data.get(name) for name in ("url", "title"))
        return NEW if typed and not self.data.get("source") else HERE

    @cached_property
    def known_source(self) -> Source | None:
        """The document that stands at the address of a new one already."""
        if not self.enters_source:
            return None
        kept = self.source_kept
        return known_at(self.source.typed("url"), self.by, restricted=kept.is_ticked, desk=kept.chosen)

    @property
    def enters_source(self) -> bool:
        """Whether the fields of a new document count."""
        return self.citation is None and self.source_is == NEW

    @property
    def document(self) -> Source | None:
        """The document as far as it is here: the one that is chosen, or the one at the address of a new one."""
        return self.known_source if self.enters_source else self.chosen_source

    @cached_property
    def evidence(self) -> Evidence:
        """The copies in which the words can be looked for, and the one that was brought for this form."""
        document = self.document
        address = document.url if document else self.source.typed("url") if self.enters_source else ""
        return Evidence(self.data, by=self.by, document=document, address=address)

    @property
    def language(self) -> str:
        """The language of the words, as far as it is said: its BCP 47 code."""
        own = self.passage.typed("passage_language")
        typed = self.source.typed("language") if self.enters_source else ""
        return own or typed or (self.document.language if self.document else "und")

    @cached_property
    def looking(self) -> Looking:
        """Whether the words stand in the copy."""
        return Looking(self.passage, self.evidence)

    # Step three

    @property
    def subjects(self) -> list[Subject]:
        """What it is about, of what is here already."""
        return cast("list[Subject]", self.lookups["subjects"].rows)

    @cached_property
    def questions(self) -> list[Question]:
        """Every question with its choices and kinds of subject, in the order of the pages."""
        return list(Question.objects.with_choices().in_order())

    @cached_property
    def question(self) -> Question | None:
        """The question that is chosen."""
        slug = self.data.get("question", "")
        return next((question for question in self.questions if question.slug == slug), None)

    @property
    def unsure(self) -> Question | None:
        """The question for “I do not know: an editor decides”."""
        return next((question for question in self.questions if question.slug == "other"), None)

    @property
    def stance(self) -> str:
        """The stance that is chosen; "" for none."""
        sent = str(self.data.get("stance", ""))
        return sent if sent in Stance.values else ""

    @property
    def takes(self) -> str:
        """The type of answer to ask for."""
        return takes(self.question, self.stance)

    @property
    def is_silent(self) -> bool:
        """Whether the speaker said nothing."""
        return self.stance in SILENT_STANCES

    def asks_for(self, lookup: str) -> bool:
        """Whether this search field is on the page in its present state."""
        if lookup in ("source", "publisher"):
            return self.citation is None and (self.source_is == NEW) == (lookup == "publisher")
        if lookup == "asked_by":
            return self.is_silent
        return lookup != "answer_party" or self.takes == "party"

    @property
    def set_aside(self) -> list[tuple[str, str]]:
        """Answers typed for another type of question: carried along unseen, and there again if one goes back."""
        shown = ANSWER_FIELDS.get("silence" if self.is_silent else self.takes, ())
        names = [name for fields in ANSWER_FIELDS.values() for name in fields if name not in shown]
        kept = [(name, value) for name in names for value in self.data.getlist(name) if value]
        if self.takes != "choice":
            own = {choice.slug for choice in self.answer.choices} | {NONE_OF_THESE}
            kept += [("choice", slug) for slug in self.answer.ticked if slug in own]
        return kept

    @cached_property
    def question_groups(self) -> tuple[QuestionGroup, ...]:
        """The questions on offer, by heading."""
        return questions_on_offer(self.questions, self.subjects, self.stance, self.question)

    @property
    def stances(self) -> list[tuple[str, object, object]]:
        """The stances on offer."""
        return stances_on_offer(self.question)

    @property
    def is_general(self) -> bool:
        """Whether it is about no single country, so that the occasion may be named."""
        return bool(self.subjects) and all(subject.country_id is None for subject in self.subjects)

    @cached_property
    def restates(self) -> Claim | None:
        """The account for which this is another source."""
        return self._claim("restates_ref")

    @cached_property
    def replaces(self) -> Claim | None:
        """The published statement that this one corrects, and that is withdrawn when this one is published."""
        claim = self._claim("replaces")
        return claim if claim and claim.state == ClaimState.PUBLISHED else None

    @property
    def replaces_because(self) -> str:
        """What readers are told was wrong with it."""
        return " ".join(str(self.data.get("replaces_because", "")).split())

    @property
    def same_utterance(self) -> bool:
        """Whether it is said to be the same utterance as that account."""
        return bool(self.restates and self.data.get("restates"))

    @cached_property
    def chain(self) -> Chain:
        """The steps between the document and the speaker. Only a page that is shown fills any in."""
        return Chain(self.data, by=self.by, document=self.document, fill=not self.checking)

    @cached_property
    def look_alikes(self) -> tuple[Statement, ...]:
        """Statements that look like the same utterance, while none was named by following a link."""
        return () if self.restates else suggested(self)

    @property
    def same_as(self) -> str:
        """The one of them that it is said to repeat, by its ref; APART for none of them; "" while nobody knows."""
        sent = str(self.data.get("same_as", ""))
        if sent == APART:
            return APART if self.look_alikes and self.by.may_publish else ""
        return sent if any(statement.ref == sent for statement in self.look_alikes) else ""

    @property
    def repeats(self) -> Claim | None:
        """The claim of which this is the same utterance, because this person said so."""
        if self.same_utterance:
            return self.restates
        return self._claim("same_as") if self.same_as not in ("", APART) else None

    @property
    def kept_apart(self) -> list[Claim]:
        """The claims that look like the same utterance, and of which an editor says that they are not."""
        if self.same_as != APART:
            return []
        return list(Claim.objects.visible_to(self.by).filter(ref__in=[each.ref for each in self.look_alikes]))

    @property
    def rebuts(self) -> Claim | None:
        """The statement that the speaker answers."""
        return cast("Claim | None", self.lookups["rebuts"].row)

    def _claim(self, name: str) -> Claim | None:
        ref = str(self.data.get(name, ""))[:7]
        return Claim.objects.visible_to(self.by).filter(ref=ref).first() if ref else None

    # The whole

    @cached_property
    def form_key(self) -> UUID:
        """The key under which this form saves once; one that somebody else used, or none, becomes a new one."""
        try:
            key = UUID(str(self.data.get("form_key", "")))
        except ValueError:
            return uuid4()
        taken = Claim.objects.filter(form_key=key).exclude(created_by=self.by).exists()
        return uuid4() if taken else key

    def saved_before(self) -> bool:
        """Whether this person has saved this very form already."""
        return Claim.objects.filter(form_key=self.form_key, created_by=self.by).exists()

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that keeps it from being saved, in the order of the page; [] until somebody saves."""
        return [Problem(anchor, text) for anchor, text in self._problems()] if self.checking else []

    def _problems(self) -> Iterator[tuple[str, str]]:
        if self.citation is None:
            yield from check.where_it_stands(self)
        yield from check.the_copy(self)
        if self.citation is None:
            yield from check.fields(self.passage)
        yield from check.what_it_says(self)
        yield from check.the_correction(self)
        yield from check.fields(self.belonging)

    @property
    def drafts(self) -> int:
        """How many drafts saving makes: one for each subject and answer."""
        subjects = len(self.subjects) + (1 if self.new_place.begun else 0)
        answers = len(self.answer.ticked) if self.takes == "choice" else 1
        return subjects * max(answers, 1)
