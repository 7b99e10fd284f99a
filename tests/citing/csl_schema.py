"""What CSL-JSON 1.0 allows of what is written here, as a JSON Schema of our own words: nothing else may stand in it."""

from sources.choices import CslType

TEXT = {"type": "string", "minLength": 1}
DATE = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {
        "literal": TEXT,
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
    },
}
NAME = {"type": "object", "additionalProperties": False, "required": ["literal"], "properties": {"literal": TEXT}}
TEXTS = (
    "id", "title", "publisher", "container-title", "language", "URL", "archive_location", "DOI", "number", "version",
    "note",
)  # fmt: skip
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "type", "language"],
        "properties": {
            **dict.fromkeys(TEXTS, TEXT),
            "type": {"enum": list(CslType.values)},
            "author": {"type": "array", "minItems": 1, "items": NAME},
            "issued": DATE,
            "accessed": DATE,
            "custom": {"type": "object"},
        },
    },
}
