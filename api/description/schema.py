"""The OpenAPI schema, made from the addresses, the shapes and the filters that answer."""

from functools import lru_cache
from typing import Any

import django_filters
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from api.paging import CURSOR, LIMIT, MOST, USUAL
from api.problems import MEDIA_TYPE, plain
from api.shapes.claims import Claim
from api.shapes.plain import Shape
from api.shapes.sent import Taken, draft
from api.sparse import FIELDS
from claims.sides import SIDES
from web.looking_back import decision_of
from web.moments import AS_OF, DATED, SAID_BY

REFUSALS = (400, 401, 403, 404, 405, 406, 410, 429, 500, 503)
REFUSALS_OF_WHAT_IS_SENT = (409, 413, 415, 422)
BEARER = "token"
DAY = r"^\d{4}(-\d\d(-\d\d)?)?$"
MOMENTS = {
    SAID_BY: "Only what had certainly been said by the end of this day, month or year.",
    AS_OF: "The record as it stood on this day or at this instant; answered as to a reader.",
    DATED: "With “said_by”: what may have been said by then, and is listed apart.",
}


class Described(AutoSchema):
    """One address of ours: what it may be asked is read from its filters, what it answers from its shape."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False  # a page of a list is a shape of its own

    def get_operation_id(self) -> str:
        """As `list_claim`, `read_claim`."""
        if self._writes:
            return "send_claim"
        verb = "list" if self._lists else "read"
        return f"{verb}_{self._name}"

    @property
    def _lists(self) -> bool:
        return hasattr(self.view, "filters") or hasattr(self.view, "asks")

    @property
    def _writes(self) -> bool:
        return self.method == "POST"

    @property
    def _name(self) -> str:
        name: str = self.view.__class__.__name__
        return name.removesuffix("AndDrafts").removesuffix("List").removesuffix("Record").lower()

    def get_tags(self) -> list[str]:
        """By the list that it belongs to."""
        parts = self.path.strip("/").split("/")
        return [parts[2] if len(parts) > 2 else "all"]

    def get_summary(self) -> str | None:
        """The first sentence of what is said of the view."""
        return self._words.split(". ")[0].rstrip(".")

    def get_description(self) -> str:
        """What is said of the view."""
        return self._words

    @property
    def _words(self) -> str:
        told = self.view.SENT_WORDS if self._writes else str(self.view.__doc__)
        return " ".join(told.split())

    def get_override_parameters(self) -> list[Any]:
        """What the address may ask."""
        if self._writes:
            return [*_SENT]
        found = [_moment(name) for name in (SAID_BY, AS_OF, DATED) if name in self._understood]
        if hasattr(self.view, "filters"):
            found = [*(_filter(*each) for each in self.view.filters.base_filters.items()), *found, *_PAGES]
        if hasattr(self.view, "asks"):
            needed = self.view.needed
            found = [
                *(_asked(name, *told, required=name in needed) for name, told in self.view.asks.items()),
                *found,
                *_PAGES,
            ]
        return [*found, _FIELDS] if hasattr(self.view, "shape") else found

    @property
    def _understood(self) -> frozenset[str]:
        found = decision_of(self.view.decided)
        return found.understands if found else frozenset()

    def get_auth(self) -> list[dict[str, list[str]]]:
        """To read, nobody needs to say who they are. The session of somebody signed in is the browser's own matter."""
        return [{BEARER: ["drafts:write"]}] if self._writes else [{}, {BEARER: ["desk:read"]}]

    def get_request_serializer(self) -> Any:
        """One claim as a row of the import."""
        return {"application/json": draft()} if self._writes else None

    def get_response_serializers(self) -> Any:
        """What is answered."""
        if self._writes:
            return {201: Claim, 200: Taken}
        shape = getattr(self.view, "shape", None)
        if shape is None:
            return self.view.answers_with
        return _page(shape) if self._lists else shape


@lru_cache
def _page(shape: type[Shape]) -> type[Shape]:
    """A page of a list."""
    fields = {
        "__doc__": "A page of the list; “previous” and “next” are null where it ends.",
        "results": shape(many=True),
        "previous": serializers.URLField(read_only=True, allow_null=True),
        "next": serializers.URLField(read_only=True, allow_null=True),
    }
    return type(f"{shape.__name__}Page", (Shape,), fields)


def _moment(name: str) -> OpenApiParameter:
    enum = ["unclear"] if name == DATED else None
    return OpenApiParameter(name, str, description=MOMENTS[name], enum=enum)


def _filter(name: str, made: django_filters.Filter) -> OpenApiParameter:
    label = str(made.label or name)
    enum: list[str] | None = None
    choices = made.extra.get("choices")
    if name == "side":
        enum = [str(side) for side in SIDES]
    elif choices and isinstance(choices, list | tuple):
        enum = [str(value) for value, _label in choices]
    if made.extra.get("to_field_name"):
        label = f"{label}, by {made.extra['to_field_name']}"
    return OpenApiParameter(name, {"type": "string", "minLength": 1}, description=f"{label}.", enum=enum)


def _asked(name: str, words: str, values: tuple[str, ...], *, required: bool) -> OpenApiParameter:
    kind = {"type": "string", "minLength": 1}
    return OpenApiParameter(name, kind, description=words, enum=list(values) or None, required=required)


_PAGES = (
    OpenApiParameter(
        LIMIT, {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, description="How many at a time."
    ),
    OpenApiParameter(CURSOR, {"type": "string", "minLength": 1}, description="From “next” or “previous”; opaque."),
)
_SENT = (
    OpenApiParameter("dry_run", str, enum=["0", "1"], description="1: say what would become of it, and save nothing."),
    OpenApiParameter(
        "Idempotency-Key",
        {"type": "string", "pattern": r"^[!-~]{1,200}$"},
        location=OpenApiParameter.HEADER,
        description="A key of your own. Sent again within a day, the same draft is answered as it was, and added once.",
    ),
)
_FIELDS = OpenApiParameter(
    FIELDS,
    {"type": "string", "minLength": 1},
    description="Only these fields, with commas between them, and a dot for what is inside: ref,passage.source.title.",
)

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What is wrong, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "pointer": {"type": "string", "description": "Into the body that was sent (RFC 6901)."},
                    "parameter": {"type": "string", "description": "Of the address."},
                },
            },
        },
    },
}


def with_problems(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Every address can refuse, and each refusal is a problem."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    result["components"]["securitySchemes"] = {
        BEARER: {"type": "http", "scheme": "bearer", "description": "A token of somebody with an account."}
    }
    for operations in result["paths"].values():
        for method, operation in operations.items():
            for status in (*REFUSALS, *(REFUSALS_OF_WHAT_IS_SENT if method == "post" else ())):
                content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"].setdefault(str(status), {"description": plain(status), "content": content})
    return result


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The schema as it is published."""
    generator: Any = SchemaGenerator
    made: dict[str, Any] = generator().get_schema(request=None, public=True)
    return made
