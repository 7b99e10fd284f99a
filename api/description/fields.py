"""How fields of ours stand in the schema."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension


class OneOfInSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """A value of a list, written out where it stands."""

    target_class = "api.shapes.plain.OneOf"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "string", "enum": list(self.target.values)}


class EdtfInSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """A date that says how exact it is."""

    target_class = "api.shapes.plain.Edtf"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """As JSON Schema."""
        return {"type": "string", "description": "EDTF (ISO 8601-2); empty where none is known.", "example": "2022-12"}
