"""What became of the statements about a country."""

from rest_framework import serializers

from api.shapes.claims import Claim
from api.shapes.plain import OneOf, Shape, Text
from claims.since.plain import ChangeKind


class Alteration(Shape):
    """One thing that reads otherwise than before."""

    label = Text(source="what")
    was = Text(source="before")
    now = Text(source="after")


class Reason(Shape):
    """Why something was changed, as whoever changed it wrote."""

    at = serializers.DateTimeField(read_only=True)
    why = Text()


class OfWhat(Shape):
    """What statements rest on: a source, a body that speaks, a place."""

    kind = Text(source="what")
    name = Text()
    page = Text(source="address")


class Change(Shape):
    """What became of one statement, or of what statements rest on, since the day that was asked for."""

    kind = OneOf(ChangeKind)
    at = serializers.DateTimeField(read_only=True, help_text="When it last changed.")
    ref = Text(help_text='Of the claim; "" for a record that claims rest on.')
    record = OfWhat(allow_null=True)
    changes = Alteration(many=True, source="alterations")
    reasons = Reason(many=True)
    why = Text(help_text="The reason of a withdrawal or a removal.")
    on_record_since = serializers.DateTimeField(read_only=True, allow_null=True)
    claim = Claim(source="statement", allow_null=True, help_text="As it reads now; null where it cannot be read.")
