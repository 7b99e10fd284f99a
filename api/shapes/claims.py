"""Claims with their passages and sources, judgements about stations, and the log of corrections."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.plain import Edtf, Number, OneOf, Shape, Text, Words, Yes
from api.shapes.records import CitedSource, PartyName, PassageBasics
from claims.choices import ClaimState, Judgement, Operator, Stance, VerificationKind
from claims.log.query import LogKind
from sources.choices import PartyKind, QuoteResult
from stations.choices import SubjectKind


class Speaker(PartyName):
    """Who speaks, with every body that it is part of, itself first."""

    native_name = Text()
    kind = OneOf(PartyKind)
    country = Text(source="country_code")
    bodies = Words()
    described_by_role = Yes()


class About(Shape):
    """What a claim is about; `inside` is everything it lies in, itself first."""

    slug = Text()
    kind = OneOf(SubjectKind)
    label = Text()
    country = Text(source="country_code", help_text='"" for a general statement.')
    inside = Words()


class Asked(Shape):
    """The question that a claim answers."""

    slug = Text()
    wording = Text()
    heading = Text()


class GivenAnswer(Shape):
    """One answer of the question's list."""

    slug = Text()
    label = Text()


class Count(Shape):
    """A number as the speaker gave it, never derived."""

    operator = OneOf(Operator)
    low = Number()
    high = Number(allow_null=True)
    unit = Text()
    scope = Text(help_text='What the speaker limits it to; "": everything there is.')


class Answer(Shape):
    """At most one of the four is given; `text` is how a reader reads it."""

    text = Text()
    choice = GivenAnswer(allow_null=True)
    count = Count(allow_null=True)
    date = Edtf(source="when")
    party = PartyName(allow_null=True)


class CitedPassage(PassageBasics):
    """The passage that a claim rests on, with its source."""

    found = OneOf(QuoteResult, blank=True, help_text='What a machine gave when it looked for the words; "": never.')
    found_on_page = Number(allow_null=True)
    copy_sha256 = Text(help_text="The preserved copy in which they were looked for.")
    source = CitedSource(source="document")


class Step(Shape):
    """A relay between the cited source and the speaker."""

    party = Text(source="slug")
    name = Text()
    source = Text(source="document_slug")
    source_title = Text(source="document")


class Tick(Shape):
    """What a person of the desk checked, and the day."""

    kind = OneOf(VerificationKind)
    on = serializers.DateField(read_only=True)


class Claim(Shape):
    """One party's answer to one question about one subject, as found in one passage."""

    ref = Text(help_text="Its short, stable public id.")
    state = OneOf(ClaimState)
    subject = About(source="about")
    question = Asked(source="asked")
    speaker = Speaker()
    speaker_name = Text()
    speaker_office = Text()
    stance = OneOf(Stance)
    answer = Answer()
    statement = Text(source="sentence", help_text="One sentence, in the desk's words.")
    said_on = Edtf()
    about_period = Edtf()
    asked_about = Text(help_text="The country on whose occasion a general statement was made.")
    asked_by = PartyName(allow_null=True)
    passage = CitedPassage()
    relays = Step(many=True, help_text="From the source to the speaker, neither of whom is among them.")
    origin_stated = Yes()
    public_note = Text()
    published_alone = Yes(help_text="Its own author published it; no second person has checked it.")
    checked = Tick(many=True, source="ticks")
    restates = Words()
    builds_on = Words()
    rebuts = Words()
    replaces = Words()
    page = serializers.SerializerMethodField(help_text="Its page, from the root of the site.")

    @extend_schema_field(str)
    def get_page(self, statement: Any) -> str:
        """Where a reader finds it."""
        return f"/claims/{statement.ref}/"


class Station(Shape):
    """A reported station of a pair."""

    slug = Text()
    label = Text()
    country = Text(source="country_code")


class SamePlace(Shape):
    """What a claim says of two stations: that they are one place, that they are two, or that it cannot be told."""

    key = Number()
    first = Station()
    second = Station()
    judgement = OneOf(Judgement)
    desk_reading = Yes(help_text="The desk reads it so; the speaker does not say it.")
    reason = Text()
    claim = Text(source="statement.ref")
    speaker = PartyName(source="statement.speaker")
    made_on = serializers.DateField(read_only=True)
    withdrawn_on = serializers.DateField(read_only=True, allow_null=True)
    withdrawn_reason = Text()


class Difference(Shape):
    """One thing that reads differently."""

    label = Text()
    was = Text(source="old")
    now = Text(source="new")


class Correction(Shape):
    """A change to what readers had seen; nobody is named."""

    at = serializers.DateTimeField(read_only=True)
    kind = OneOf(LogKind)
    record = Text(source="what")
    page = Text(source="address")
    countries = Words()
    changes = Difference(many=True)
    reason = Text()
