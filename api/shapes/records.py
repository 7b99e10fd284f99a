"""Countries, subjects, parties, sources, questions, searches: what claims are made of."""

from typing import Any

from django.db.models import Model
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.plain import Degrees, Edtf, Number, OneOf, Shape, Text, Yes
from claims.choices import AnswerType, DateKind, SearchResult, Timing
from claims.sides import SIDES
from sources.choices import CopyKind, CslType, LocatorLabel, PartyKind, QuoteResult
from sources.choices import Words as WhoseWords
from stations.choices import AgreementKind, Precision, SubjectKind


class Address(Text):
    """The page of a record, from the root of the site."""

    def __init__(self, **kwargs: Any) -> None:
        """Of the record itself."""
        super().__init__(**{"source": "*", "help_text": "Its page, from the root of the site.", **kwargs})

    def to_representation(self, value: Any) -> str:
        """Where a reader finds it."""
        return str(value.get_absolute_url())


class CountryName(Shape):
    """A country by its code."""

    code = Text(help_text="ISO 3166-1 alpha-2; docs/method.md says of Kosovo and Taiwan.")
    name = Text()


class Country(CountryName):
    """A host country."""

    alpha3 = Text()
    statements = Number(source="statement_count", help_text="Statements about it and what is in it, none withdrawn.")
    page = Address()


class SubjectName(Shape):
    """Another name, in its own script."""

    name = Text()
    language = Text(help_text="BCP 47.")
    note = Text()


class Around(Shape):
    """What a subject lies in. A place has the coordinates of the city at the nearest."""

    slug = Text()
    kind = OneOf(SubjectKind)
    label = Text()
    latitude = Degrees()
    longitude = Degrees()


class Subject(Shape):
    """What claims are about. Status, operator and dates are no fields: they are claims, and they conflict."""

    slug = Text()
    kind = OneOf(SubjectKind)
    label = Text()
    names = SubjectName(many=True)
    country = CountryName(allow_null=True)
    inside = Around(source="parent", allow_null=True)
    precision = OneOf(Precision, blank=True)
    latitude = Degrees(help_text="Of a place alone; a station lies in one.")
    longitude = Degrees()
    agreement_kind = OneOf(AgreementKind, blank=True)
    statements = Number(source="statement_count", help_text="Statements about it, none withdrawn.")
    page = Address()


class PartyName(Shape):
    """A party by its slug."""

    slug = Text()
    name = Text()


class Party(PartyName):
    """Who speaks. A private person appears by role, never by name."""

    native_name = Text()
    kind = OneOf(PartyKind)
    country = CountryName(allow_null=True)
    part_of = PartyName(allow_null=True)
    described_by_role = Yes()
    state_media_reason = Text(help_text="Why this medium is called state media.")
    statements = Number(source="statement_count", help_text="Its statements, none withdrawn.")
    page = Address()


class SourceBasics(Shape):
    """A source as a reference names it, in the words of CSL."""

    slug = Text()
    csl_type = OneOf(CslType)
    title = Text(help_text="As printed; empty where none is recorded.")
    translated_title = Text()
    authors = Text()
    container_title = Text()
    issued = Edtf()
    language = Text(help_text="BCP 47.")
    url = Text()
    archive_url = Text()
    accessed = Edtf()
    number = Text()
    version = Text()
    copy_kind = OneOf(CopyKind)
    note = Text()


class CitedSource(SourceBasics):
    """The source in which a passage stands."""

    publisher = Text()
    publisher_slug = Text()


class PassageBasics(Shape):
    """The exact words, and where a reader finds them."""

    key = Number()
    exact = Text(help_text="The exact words, in the language of the source.")
    words = OneOf(WhoseWords, help_text="Whose words these are.")
    language = Text(help_text="BCP 47.")
    translation = Text()
    translated_by = Text()
    locator_label = OneOf(LocatorLabel, blank=True)
    locator = Text()
    prefix = Text()
    suffix = Text()
    page = serializers.SerializerMethodField(help_text="Its page, from the root of the site.")

    @extend_schema_field(str)
    def get_page(self, passage: Any) -> str:
        """Where the words stand in their context."""
        key = passage.pk if isinstance(passage, Model) else passage.key
        return f"/passages/{key}/"


class Passage(PassageBasics):
    """A passage of a source that is shown with it."""

    key = Number(source="pk")
    checked = OneOf(QuoteResult, blank=True, source="quote_check.result", help_text='What a machine gave; "": never.')


class Source(SourceBasics):
    """One citable document, with the passages that claims rest on."""

    publisher = PartyName(allow_null=True)
    statements = Number(source="statement_count", help_text="Claims drawn from it, none withdrawn.")
    passages = Passage(many=True)
    page = Address()


class Heading(Shape):
    """A heading over questions; its order is its number in dossiers."""

    slug = Text()
    title = Text()
    order = Number()


class Choice(Shape):
    """One answer of a list; of a number, a unit."""

    slug = Text()
    label = Text()
    definition = Text()
    narrower_than = Text(source="narrower_than.slug")
    excludes = serializers.SerializerMethodField(help_text="The answers that cannot hold beside it.")

    @extend_schema_field(list[str])
    def get_excludes(self, choice: Any) -> list[str]:
        """By slug, as recorded: what a wider answer excludes is excluded as well."""
        return sorted(self.context["excluded"].get(choice.pk, ()))


class Question(Shape):
    """What accounts can differ on, with its answers: the codebook."""

    slug = Text()
    heading = Heading()
    wording = Text()
    answer_type = OneOf(AnswerType)
    timing = OneOf(Timing)
    date_kind = OneOf(DateKind, blank=True)
    can_conflict = Yes()
    general_statements_join = Yes()
    note = Text()
    subject_kinds = serializers.SerializerMethodField(help_text="The kinds of subject of which it can be asked.")
    choices = serializers.SerializerMethodField()
    statements = Number(source="statement_count", help_text="Statements that answer it, none withdrawn.")
    page = Address()

    @extend_schema_field(list[str])
    def get_subject_kinds(self, question: Any) -> list[str]:
        """In the order of the vocabulary."""
        kinds = {applied.kind for applied in question.subject_kinds.all()}
        return [kind.value for kind in SubjectKind if kind in kinds]

    @extend_schema_field(Choice(many=True))
    def get_choices(self, question: Any) -> Any:
        """In their order, each with what it excludes."""
        choices = sorted(question.choices.all(), key=lambda choice: choice.order)
        slugs = {choice.pk: choice for choice in choices}
        excluded: dict[int, set[str]] = {}
        for pair in question.exclusions.all():
            excluded.setdefault(pair.first_id, set()).add(slugs[pair.second_id].slug)
            excluded.setdefault(pair.second_id, set()).add(slugs[pair.first_id].slug)
        for choice in choices:
            choice.narrower_than = slugs.get(choice.narrower_than_id)
        return Choice(choices, many=True, context={"excluded": excluded}).data


class QuestionName(Shape):
    """A question by its slug."""

    slug = Text()
    wording = Text()


class Search(Shape):
    """A record of having looked. Who of the desk looked is not told."""

    slug = Text()
    what = Text()
    where = Text()
    period = Edtf()
    language = Text()
    country = CountryName(allow_null=True)
    question = QuestionName(allow_null=True)
    side = OneOf(SIDES, blank=True)
    party = PartyName(source="named_party", allow_null=True)
    searched_on = Edtf()
    result = OneOf(SearchResult)
    note = Text()
    page = Address()
