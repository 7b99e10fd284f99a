"""What lists and records have in common: what the address may ask, and how it is answered."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.paging import CURSOR, LIMIT, page_of
from api.problems import Refused
from api.shapes.plain import Shape
from api.sparse import FIELDS, kept, wanted
from claims.removal.gone import Gone
from users.models import User
from web.listing import ListFilter
from web.moments import PARAMETERS

Person = User | AnonymousUser


class ApiView(APIView):  # type: ignore[misc]
    """One address of the interface."""

    shape: ClassVar[type[Shape]]
    decided: ClassVar[Callable[..., Any]]
    metadata_class = None

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Which methods there are."""
        return Response(status=204, headers={"Allow": ", ".join(self.allowed_methods)})


def own_parameters(request: HttpRequest, own: Sequence[str]) -> QueryDict:
    """What is left of the address without our own parameters. Raises Refused for one that is empty or given twice."""
    left = request.GET.copy()
    faults = []
    for name, values in request.GET.lists():
        if not values[-1].strip():
            detail = _("“%(name)s” is empty. Leave it out, or say what is wanted.")
            faults.append({"detail": detail % {"name": name[:40]}, "parameter": name[:40]})
        elif len(values) > 1 and name in (*own, *PARAMETERS):
            detail = _("“%(name)s” is given more than once.") % {"name": name}
            faults.append({"detail": detail, "parameter": name})
    if faults:
        raise Refused(faults[0]["detail"], faults=faults)
    for name in own:
        left.pop(name, None)
    return left


def must_know(request: HttpRequest, own: Sequence[str]) -> None:
    """Raise Refused where the address asks for something that is not asked of this record."""
    left = own_parameters(request, own)
    unknown = [name for name in left if name not in PARAMETERS]
    sentence = _("“%(name)s” is not asked of this address.")
    faults = [{"detail": sentence % {"name": name[:40]}, "parameter": name[:40]} for name in unknown]
    if faults:
        raise Refused(faults[0]["detail"], faults=faults)


class ListView(ApiView):
    """Records of one kind, narrowed by the filters of the page that lists them, a page at a time."""

    OWN: ClassVar[tuple[str, ...]] = (CURSOR, LIMIT, FIELDS)
    filters: ClassVar[type[ListFilter]]

    def rows(self, user: Person) -> QuerySet[Any]:
        """Everything of this kind that this person may see, as the page orders it."""
        raise NotImplementedError

    def read(self, rows: Sequence[Any], user: Person) -> Sequence[Any]:
        """These rows as their shape takes them, in a fixed number of queries."""
        return rows

    def get(self, request: Request) -> Response:
        """One page of the list."""
        asked = request._request
        found = self._found(asked)
        wish = wanted(request.GET.get(FIELDS), self.shape())
        page = page_of(found, asked)
        data = self.shape(self.read(page.rows, asked.user), many=True).data
        return Response({"results": kept(data, wish), "previous": page.previous, "next": page.next})

    def _found(self, request: HttpRequest) -> QuerySet[Any]:
        left = own_parameters(request, self.OWN)
        faults = []
        if "page" in left:
            left.pop("page")
            detail = _("There are no numbered pages here. Follow “next”.")
            faults.append({"detail": detail, "parameter": "page"})
        filters = self.filters(left, self.rows(request.user), request=request)
        rows: QuerySet[Any] = filters.qs
        faults += [{"detail": str(notice).split(" The list is shown")[0]} for notice in filters.notices]
        if faults:
            raise Refused(faults[0]["detail"], faults=faults)
        return rows


class RecordView(ApiView):
    """One record."""

    OWN: ClassVar[tuple[str, ...]] = (FIELDS,)

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """The record as its shape takes it. Raises Http404 for what is not there for this person."""
        raise NotImplementedError

    def gone(self, **address: Any) -> Gone | None:
        """Whether it was there and was removed."""
        return None

    def get(self, request: Request, **address: Any) -> Response:
        """The record."""
        asked = request._request
        must_know(asked, self.OWN)
        wish = wanted(request.GET.get(FIELDS), self.shape())
        try:
            found = self.record(asked, **address)
        except Http404:
            gone = self.gone(**address)
            if gone is None or not gone.may_be_told_to(asked.user):
                raise
            raise Refused(gone.sentence, status=410) from None
        return Response(kept(self.shape(found).data, wish))
