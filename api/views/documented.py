"""What there is: the lists by name, the schema, and the page that reads it out."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.description.examples import PROBLEM, REFUSED
from api.description.reading import parts
from api.description.schema import schema
from api.views.base import ApiView, must_know

LISTS = (
    "countries", "subjects", "stations", "agreements", "questions", "claims", "sources", "parties", "searches",
    "same_place", "changes", "corrections",
)  # fmt: skip


class Root(ApiView):
    """The addresses of all lists, of the schema and of this documentation."""

    answers_with = {200: OpenApiTypes.OBJECT}

    def get(self, request: Request) -> Response:
        """Each by its name."""
        must_know(request._request, ())
        named = (*LISTS, "schema")
        return Response({name: request.build_absolute_uri(reverse(f"api:{name}")) for name in named})


@extend_schema(exclude=True)
class Schema(ApiView):
    """This interface as OpenAPI 3.1."""

    def get(self, request: Request) -> Response:
        """The whole schema as JSON."""
        must_know(request._request, ())
        told: dict[str, Any] = schema()
        return Response(told)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The schema read out: a page like every other, with nothing fetched from elsewhere and no script of its own."""
    context = {
        "parts": parts(),
        "site": request.build_absolute_uri("/").rstrip("/"),
        "problem": json.dumps(PROBLEM, ensure_ascii=False, indent=2),
        "refused": json.dumps(REFUSED, ensure_ascii=False, indent=2),
    }
    return render(request, "api/docs.html", context)
