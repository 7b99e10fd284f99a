"""What is sent, and what becomes of it."""

from typing import Any

from rest_framework import serializers

from api.sending.body import DESK
from api.shapes.claims import Claim
from api.shapes.plain import OneOf, Shape, Text
from claims.importing.columns import CLAIMS
from claims.importing.plan import RowState

DESK_WORDS = "The slug of a desk of the owner's, or * for the whole house. Needed of whoever is in a desk."
NEEDED = ("stance", "statement", "quote", "whose_words")


class Taken(Shape):
    """What became of a draft that was not added, or would become of it."""

    outcome = OneOf(RowState, help_text="“same”: it is here already; “new”: it would be added.")
    adds = serializers.DictField(
        child=serializers.IntegerField(), read_only=True, help_text="How many rows of which table."
    )
    ref = Text(help_text='Of the claim that is here; "" where none is.')
    claim = Claim(
        source="statement", allow_null=True, help_text="The claim that is here, where this token may read it."
    )


def draft() -> dict[str, Any]:
    """A row of the import as JSON Schema: every column by its heading, and what goes into it."""
    kinds = {"type": ["string", "integer", "boolean", "null"]}
    columns = {column.name: {**kinds, "description": str(column.help)} for column in CLAIMS.columns}
    return {
        "type": "object",
        "title": "Draft",
        "description": "One claim with its source inline: a row of the import, by the headings of its columns.",
        "additionalProperties": False,
        "required": list(NEEDED),
        "properties": {**columns, DESK: {"type": "string", "description": DESK_WORDS}},
    }
