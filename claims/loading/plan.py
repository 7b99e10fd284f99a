"""What the fixtures would add to a database, worked out before anything is written."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Model

from claims.loading.files import Fixtures, Row
from claims.loading.table import Table
from claims.models import Choice, Exclusion, Heading, Question, QuestionSubjectKind
from sources.models import Party, Source
from stations.models import Country, Subject, SubjectName
from web import edtf


@dataclass
class Ground:
    """What claims stand on: countries, parties, questions with their choices, subjects and sources."""

    countries: Table[Country] = field(
        default_factory=lambda: Table("countries", lambda row: row.code, ("alpha3", "numeric", "name", "name_in_text"))
    )
    parties: Table[Party] = field(
        default_factory=lambda: Table(
            "parties",
            lambda row: row.slug,
            ("name", "native_name", "kind", "country", "part_of", "described_by_role", "state_media_reason", "note"),
            above="part_of",
        )
    )
    headings: Table[Heading] = field(default_factory=lambda: Table("headings", lambda row: row.slug, ("title",)))
    questions: Table[Question] = field(
        default_factory=lambda: Table(
            "questions",
            lambda row: row.slug,
            (
                "heading",
                "wording",
                "answer_type",
                "timing",
                "date_kind",
                "can_conflict",
                "general_statements_join",
                "note",
            ),
        )
    )
    kinds: Table[QuestionSubjectKind] = field(
        default_factory=lambda: Table("kinds of subject", lambda row: (row.question.slug, row.kind))
    )
    choices: Table[Choice] = field(
        default_factory=lambda: Table(
            "choices",
            lambda row: (row.question.slug, row.slug),
            ("label", "definition", "narrower_than"),
            above="narrower_than",
        )
    )
    exclusions: Table[Exclusion] = field(
        default_factory=lambda: Table(
            "exclusions", lambda row: (row.question.slug, frozenset({row.first.slug, row.second.slug}))
        )
    )
    subjects: Table[Subject] = field(
        default_factory=lambda: Table(
            "subjects",
            lambda row: row.slug,
            ("kind", "label", "country", "parent", "precision", "latitude", "longitude", "agreement_kind"),
            above="parent",
        )
    )
    names: Table[SubjectName] = field(
        default_factory=lambda: Table("other names", lambda row: (row.subject.slug, row.name))
    )
    sources: Table[Source] = field(
        default_factory=lambda: Table(
            "sources",
            lambda row: row.slug,
            (
                *("csl_type", "title", "translated_title", "authors", "publisher", "container_title", "issued"),
                *("language", "url", "copy_kind", "rights", "version", "note"),
            ),
        )
    )

    def look(self) -> None:
        """Take in what the database holds."""
        self.countries.look(Country.objects.all())
        self.parties.look(Party.objects.select_related("country", "part_of"))
        self.headings.look(Heading.objects.all())
        self.questions.look(Question.objects.select_related("heading"))
        self.kinds.look(QuestionSubjectKind.objects.select_related("question"))
        self.choices.look(Choice.objects.select_related("question", "narrower_than"))
        self.exclusions.look(Exclusion.objects.select_related("question", "first", "second"))
        self.subjects.look(Subject.objects.select_related("country", "parent"))
        self.names.look(SubjectName.objects.select_related("subject"))
        self.sources.look(Source.objects.select_related("publisher", "subject"))

    def tables(self) -> list[tuple[type[Model], Table[Model]]]:
        """In the order in which rows can be written."""
        found: list[tuple[type[Model], object]] = [
            (Country, self.countries),
            (Party, self.parties),
            (Heading, self.headings),
            (Question, self.questions),
            (QuestionSubjectKind, self.kinds),
            (Choice, self.choices),
            (Exclusion, self.exclusions),
            (Subject, self.subjects),
            (SubjectName, self.names),
            (Source, self.sources),
        ]
        return found  # type: ignore[return-value]


def ground_of(fixtures: Fixtures) -> Ground:
    """Lay out everything that claims stand on."""
    ground = Ground()
    ground.look()
    for row in fixtures.countries:
        ground.countries.want(
            Country(**{name: row[name] for name in ("code", "alpha3", "numeric", "name", "name_in_text")})
        )
    for row in fixtures.parties:
        ground.parties.want(_party(row, ground))
    for order, row in enumerate(fixtures.headings, start=1):
        ground.headings.want(Heading(slug=row["slug"], title=row["title"], order=order))
    for order, row in enumerate(fixtures.questions, start=1):
        _want_question(row, order, ground)
    for row in fixtures.all_subjects():
        _want_subject(row, ground)
    for row in fixtures.sources:
        ground.sources.want(_source(row, ground))
    documents = {row["source"]: row["slug"] for row in fixtures.subjects if "source" in row}
    for slug, document in documents.items():
        source = ground.sources.get(slug)
        if ground.sources.is_new(source):
            source.subject = ground.subjects.get(document)
    _make_room(ground.headings)
    _make_room(ground.questions)
    return ground


def _party(row: Row, ground: Ground) -> Party:
    return Party(
        slug=row["slug"],
        name=row["name"],
        native_name=row.get("native_name", ""),
        kind=row["kind"],
        country=ground.countries.get(row["country"]) if "country" in row else None,
        part_of=ground.parties.get(row["part_of"]) if "part_of" in row else None,
        described_by_role=row.get("described_by_role", False),
        state_media_reason=row.get("state_media_reason", ""),
        note=row.get("note", ""),
    )


def _want_question(row: Row, order: int, ground: Ground) -> None:
    wanted = Question(
        slug=row["slug"],
        heading=ground.headings.get(row["heading"]),
        **{name: row[name] for name in ("wording", "answer_type", "timing", "date_kind", "can_conflict")},
        general_statements_join=row["general_statements_join"],
        note=row["note"],
        order=order,
    )
    question = ground.questions.want(wanted)
    for kind in row["subject_kinds"]:
        ground.kinds.want(QuestionSubjectKind(question=question, kind=kind))
    for position, choice in enumerate(row["choices"], start=1):
        wider = choice.get("narrower_than")
        ground.choices.want(
            Choice(
                question=question,
                slug=choice["slug"],
                label=choice["label"],
                definition=choice.get("definition", ""),
                narrower_than=ground.choices.get((question.slug, wider)) if wider else None,
                order=position,
            )
        )
    for first, second in row["exclusions"]:
        one, other = ground.choices.get((question.slug, first)), ground.choices.get((question.slug, second))
        if ground.choices.is_new(one) or ground.choices.is_new(other):
            ground.exclusions.want(Exclusion(question=question, first=one, second=other))


def _want_subject(row: Row, ground: Ground) -> None:
    parent = ground.subjects.get(row["parent"]) if "parent" in row else None
    subject = ground.subjects.want(
        Subject(
            slug=row["slug"],
            kind=row["kind"],
            label=row["label"],
            country=ground.countries.get(row["country"]) if "country" in row else None,
            parent=parent,
            parent_kind=parent.kind if parent else None,
            precision=row.get("precision", ""),
            latitude=_degrees(row, "latitude"),
            longitude=_degrees(row, "longitude"),
            agreement_kind=row.get("agreement_kind", ""),
        )
    )
    if ground.subjects.is_new(subject):
        for name in row.get("names", []):
            ground.names.want(SubjectName(subject=subject, **name))


def _degrees(row: Row, name: str) -> Decimal | None:
    return Decimal(str(row[name])).quantize(Decimal("0.01")) if name in row else None


def _source(row: Row, ground: Ground) -> Source:
    texts = ("csl_type", "title", "language", "url", "copy_kind", "rights")
    optional = ("translated_title", "container_title", "archive_url", "accessed", "number", "version", "note")
    return Source(
        slug=row["slug"],
        **{name: row[name] for name in texts},
        **{name: row.get(name, "") for name in optional},
        **edtf.columns("issued", row["issued"]),
        authors="; ".join(row.get("authors", [])),
        publisher=ground.parties.get(row["publisher"]) if "publisher" in row else None,
    )


def _make_room(table: Table[Heading] | Table[Question]) -> None:
    """Number what is added behind what is there, where its own number is taken."""
    taken = {row.order for row in table.found.values()}
    for row in table.missing.values():
        if row.order in taken:
            row.order = max(taken) + 1
        taken.add(row.order)
