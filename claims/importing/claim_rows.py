"""Rows of claims: each one party's answer to one question about one subject, with its source inline.

The rules are those of the form for adding a claim, and so are their words: its forms check the cells.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.actions import Given
from claims.choices import SILENT_STANCES, AnswerType, Operator, Stance
from claims.forms.chain import MOST_STEPS
from claims.forms.fields import StepForm
from claims.forms.offering import NONE_OF_THESE, allows, takes
from claims.forms.source import WHOSE_WORDS, PassageForm
from claims.forms.statement import AnswerForm, StatementForm
from claims.importing.known import Countries, Parties, Questions, Subjects
from claims.importing.known_sources import IN_CLAIMS, LANGUAGE_WORDS, Sources
from claims.importing.lines import Line, Words, day_of_excel
from claims.models import Question
from claims.models.claim import REF_CHARACTERS, REF_LETTERS
from sources.choices import LocatorLabel
from sources.models import Party, Source
from stations.models import Country, Subject
from users.models import User

STANCES = Words(Stance.choices)
WORDS = Words(WHOSE_WORDS)
LOCATORS = Words(LocatorLabel.choices)
OPERATORS = Words(Operator.choices, also={">=": "≥", "<=": "≤", "~": "≈", "ca.": "≈", "==": "="})
PASSAGE = {
    "quote": "exact",
    "whose_words": "words",
    "quote_language": "passage_language",
    "locator": "locator",
    "locator_label": "locator_label",
    "translation": "translation",
    "translated_by": "translated_by",
}
STATEMENT = {
    "speaker_name": "speaker_name",
    "speaker_office": "speaker_office",
    "statement": "statement",
    "said_on": "asserted_on",
    "about_period": "about_period",
}
ANSWER_COLUMNS = {
    AnswerType.CHOICE.value: ("answer_choice",),
    AnswerType.COUNT.value: (
        *("answer_count", "answer_count_operator", "answer_count_to"),
        *("answer_count_unit", "answer_count_scope"),
    ),
    AnswerType.DATE.value: ("answer_date",),
    AnswerType.PARTY.value: ("answer_party",),
}
DATES = ("said_on", "about_period", "answer_date")
ARROW = "→"


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A row that can be written: rows that are here, or that the file adds, and checked texts."""

    number: int
    ref: str
    subject: Subject
    question: Question
    speaker: Party
    source: Source
    given: Given
    asked_about: Country | None
    asked_by: Party | None
    relays: tuple[Party, ...]
    passage: tuple[str, ...]  # exact, words, language, locator_label, locator, translation, translated_by
    speaker_name: str
    speaker_office: str
    stance: str
    statement: str
    asserted_on: str
    about_period: str
    origin_stated: bool
    public_note: str


class ClaimRows:
    """Reads rows of claims against what is known. Rows that add the same party or source share it."""

    def __init__(self, by: User | AnonymousUser) -> None:
        self.countries = Countries()
        self.questions = Questions()
        self.parties = Parties(by, self.countries)
        self.subjects = Subjects(by, self.countries)
        self.sources = Sources(by, self.parties)
        self.passage = PassageForm(QueryDict(), checking=True)
        self.statement = StatementForm(QueryDict(), checking=True)
        del self.statement.fields["asked_about"]  # countries are known already
        self.answer = AnswerForm(QueryDict(), checking=True, question=None, stance="", takes="")

    def speakers(self, lines: Iterable[Line]) -> None:
        """Find or add whoever speaks, before publishers and relays are looked for among them."""
        self.speaker_of = {line.number: self.parties.speaker(line) for line in lines}

    def read(self, line: Line) -> NewClaim | None:
        """A row as a claim; None where it has faults."""
        subject = self.subjects.of_claim(line)
        question = self.questions.find(line)
        stance = self._stance(line, question)
        self._must_apply(line, question, subject)
        given = self._given(line, question, stance) if question and stance else Given()
        said = self._checked(line, self.statement, STATEMENT)
        passage = self._passage(line)
        source = self.sources.of(line, IN_CLAIMS)
        speaker = self.speaker_of[line.number]
        asked_by = self._asked_by(line, stance, speaker)
        asked_about = self._occasion(line, subject)
        relays = self._relays(line)
        line.longer_than({"public_note": 5000})
        origin_stated = line.yes("origin_stated", otherwise=True)
        if line.faults or not (subject and question and source and speaker):
            return None
        return NewClaim(
            number=line.number,
            ref=_ref(line.get("ref")),
            subject=subject,
            question=question,
            speaker=speaker,
            source=source,
            given=given,
            asked_about=asked_about,
            asked_by=asked_by,
            relays=relays,
            passage=(*passage[:2], passage[2] or source.language, *passage[3:]),
            stance=stance,
            origin_stated=origin_stated,
            public_note=line.get("public_note"),
            **said,
        )

    def _stance(self, line: Line, question: Question | None) -> str:
        line.needs("stance", _("Does the speaker say it, deny it, or something else?"))
        stance = line.one_of("stance", STANCES)
        if question and stance and not allows(question, stance):
            line.fault(
                "stance",
                _("“Has no record of” is not a number. Choose what there is no record of, or another stance."),
            )
        return stance

    def _must_apply(self, line: Line, question: Question | None, subject: Subject | None) -> None:
        if question and subject and subject.kind not in self.questions.kinds[question.pk]:
            column = "question_slug" if line.get("question_slug") else "question"
            sentence = _("“%(question)s” cannot be asked about “%(subject)s”.")
            line.fault(column, sentence % {"question": question.slug, "subject": subject.label})

    def _given(self, line: Line, question: Question, stance: str) -> Given:
        asked = takes(question, stance)
        for kind, columns in ANSWER_COLUMNS.items():
            for column in columns:
                if kind != asked and line.get(column):
                    sentence = _("“%(question)s” with this stance takes no such answer. Empty this cell.")
                    line.fault(column, sentence % {"question": question.slug})
        if not any(line.get(column) for column in ANSWER_COLUMNS.get(asked, ())):
            return Given()  # the sentence is all there is
        if asked == AnswerType.PARTY:
            return Given(party=self.parties.named(line, "answer_party"))
        return self._typed(line, question, stance, asked)

    def _typed(self, line: Line, question: Question, stance: str, asked: str) -> Given:
        """A choice, a number or a date, by the form that asks for it."""
        before = len(line.faults)
        choices = self.questions.choices[question.pk]
        form = self.answer
        form.question, form.stance, form.takes = question, stance, asked
        form.choices = list(self.questions.choice[question.pk].values())
        data = {
            "choice": line.one_of("answer_choice", choices) or NONE_OF_THESE,
            "count_operator": line.one_of("answer_count_operator", OPERATORS),
            "count_value": line.get("answer_count").replace(" ", ""),
            "count_to": line.get("answer_count_to").replace(" ", ""),
            "count_unit": line.one_of("answer_count_unit", choices),
            "count_scope": line.get("answer_count_scope"),
            "date_answer": line.get("answer_date"),
        }
        if len(line.faults) > before:
            return Given()
        form.sent = _query(data)
        _check(form, form.sent)
        names = {
            "count_operator": "answer_count_operator",
            "count_value": "answer_count",
            "count_to": "answer_count_to",
            "count_scope": "answer_count_scope",
            "date_answer": "answer_date",
            "__all__": "answer_choice" if asked == AnswerType.CHOICE else "answer_count_unit",
        }
        _tell(line, form, names)
        return form.given()[0] if len(line.faults) == before else Given()

    def _passage(self, line: Line) -> tuple[str, ...]:
        before = len(line.faults)
        data = {PASSAGE[column]: line.get(column) for column in PASSAGE}
        data["words"] = line.one_of("whose_words", WORDS)
        data["locator_label"] = line.one_of("locator_label", LOCATORS)
        data["passage_language"] = line.one_of("quote_language", LANGUAGE_WORDS)
        if len(line.faults) > before:
            return ("",) * 7
        _check(self.passage, _query(data))
        _tell(line, self.passage, {name: column for column, name in PASSAGE.items()})
        kept = self.passage.cleaned_data
        names = ("exact", "words", "passage_language", "locator_label", "locator", "translation", "translated_by")
        return tuple(str(kept.get(name, "")) for name in names)

    def _checked(self, line: Line, form: StepForm, columns: dict[str, str]) -> dict[str, Any]:
        _check(form, _query({name: line.get(column) for column, name in columns.items()}))
        _tell(line, form, {name: column for column, name in columns.items()})
        return {name: form.cleaned_data.get(name, "") for name in columns.values()}

    def _asked_by(self, line: Line, stance: str, speaker: Party | None) -> Party | None:
        column = "asked_by_slug" if line.get("asked_by_slug") else "asked_by"
        if line.get(column) and stance and stance not in SILENT_STANCES:
            line.fault(column, _("Who asked is recorded of those who declined or did not reply."))
        asker = self.parties.named(line, column)
        if asker is not None and asker is speaker:
            line.fault(column, _("Nobody asks themselves: choose who asked."))
        return asker

    def _occasion(self, line: Line, subject: Subject | None) -> Country | None:
        country = self.countries.find(line, "asked_about")
        if country and subject and subject.country_id is not None:
            sentence = _(
                "This is about a country already. The occasion is only named for statements about no single country."
            )
            line.fault("asked_about", sentence)
        return country

    def _relays(self, line: Line) -> tuple[Party, ...]:
        sent = line.get("reached_us_through").replace("->", ARROW)
        names = [name.strip() for name in sent.split(ARROW) if name.strip()]
        if len(names) > MOST_STEPS:
            line.fault(
                "reached_us_through", _("At most %(most)s steps are kept. Take some out.") % {"most": MOST_STEPS}
            )
            return ()
        steps = [self.parties.named(line, "reached_us_through", name) for name in names]
        return tuple(step for step in steps if step is not None)


def _query(values: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data[name] = value
    return data


def _check(form: StepForm, data: QueryDict) -> None:
    """Have one form check many rows, so that none is made for each."""
    form.data = data
    form._errors = None  # type: ignore[attr-defined]
    form.full_clean()


def _tell(line: Line, form: StepForm, columns: dict[str, str]) -> None:
    for name, sentences in form.errors.items():
        for sentence in sentences:
            column = columns.get(name, name)
            line.fault(column, (column in DATES and day_of_excel(line.get(column))) or str(sentence))


def _ref(sent: str) -> str:
    """The ref that a row asks for, if it can be one."""
    fits = len(sent) == 7 and sent[0] in REF_LETTERS and all(mark in REF_CHARACTERS for mark in sent)
    return sent if fits else ""
