"""The accounts about a country, side by side, as its page lays them out."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes.claims import About, Answer, Claim
from api.shapes.plain import Number, OneOf, Shape, Text, Words, Yes
from api.shapes.records import CountryName, PartyName
from claims.choices import Stance
from claims.sides import SIDES


class Origins(Shape):
    """How often an account was given, and from how many places it comes."""

    speakers = Number()
    occasions = Number()
    sources = Number()
    origins = Number()
    unstated = Number()


class Card(Shape):
    """What one speaker answers to one question; `claims` are the refs of all statements with that answer."""

    number = Text(help_text="The line number, as in a dossier.")
    speaker = PartyName()
    about = About()
    stance = OneOf(Stance)
    answer = Answer()
    general = Yes(help_text="Said of all countries, not of this one.")
    earlier = Yes(help_text="The speaker answers otherwise since.")
    claims = serializers.SerializerMethodField()
    conflicts_with = Words(help_text="Line numbers of the cards that it conflicts with.")
    narrower_than = Words(help_text="Line numbers of the cards whose point this denial does not meet.")
    origins = Origins()

    @extend_schema_field(list[str])
    def get_claims(self, card: Any) -> list[str]:
        """The newest first."""
        return [statement.ref for statement in card.statements]


class Side(Shape):
    """The cards of one side."""

    slug = OneOf(SIDES)
    title = Text()
    cards = Card(many=True)
    left_out = Number(help_text="Cards that the page of the row shows, and this does not.")


class Row(Shape):
    """One question, answered side by side."""

    key = Text()
    question = Text(source="asked.slug")
    wording = Text(source="asked.wording")
    verdict = Text()
    verdict_words = Text(help_text="As a reader reads it; no verdict on who is right.")
    sides = Side(many=True)
    origins = Origins()


class AccountsHeading(Shape):
    """A heading with its questions."""

    slug = Text()
    title = Text()
    number = Number()
    verdict = Text()
    verdict_words = Text()
    questions = Row(many=True)


class Apart(Shape):
    """What may have been said by the day that was asked for."""

    claim = Text(source="statement.ref")
    why = Text()


class Accounts(Shape):
    """Everything said about a country; `claims` holds each claim that is named in it, whole."""

    country = CountryName()
    headings = AccountsHeading(many=True)
    closing = Card(many=True, help_text="General statements that join no row.")
    listed_apart = Apart(many=True)
    claims = Claim(many=True)
