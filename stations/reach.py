"""What readers may come upon: nothing stands on a page or in a list before a statement about it may be read.

Relations may be walked right without an import (DESIGN §4): the statements are reached from the model's own relation,
and their queryset alone decides who sees which.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from users.models import User
from web.moments import current

Person = User | AnonymousUser


def sees_everything(user: Person) -> bool:
    """Whether this person comes upon every row: the desk does, unless it asks what had been said by a day."""
    return user.is_authenticated and current().said_by is None


def visible_claims(rows: QuerySet[Any], user: Person) -> QuerySet[Any]:
    """The claims that this person may see, whatever they are about."""
    claims: Any = rows.model._meta.get_field("claims").related_model
    visible: QuerySet[Any] = claims._default_manager.visible_to(user)
    return visible.order_by()


def standing_claims(rows: QuerySet[Any], user: Person) -> QuerySet[Any]:
    """The claims that this person may see and that were not withdrawn: the ones that lists and numbers rest on."""
    claims: Any = visible_claims(rows, user)
    standing: QuerySet[Any] = claims.standing()
    return standing


def named_in(claims: QuerySet[Any], columns: Iterable[str]) -> Q:
    """Whether a row is the one that some of these claims name in one of these columns.

    Keys that PostgreSQL reads once and remembers: an EXISTS for each column, joined by OR, runs again for every row.
    """
    named = Q()
    for column in columns:
        named |= Q(pk__in=claims.filter(**{f"{column}__isnull": False}).values(column))
    return named


def counted(claims: QuerySet[Any], column: str) -> Coalesce:
    """How many of these claims name the row in this column; 0 where none does."""
    per_row = claims.filter(**{column: OuterRef("pk")}).values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(per_row, output_field=IntegerField()), 0)


def judgements(rows: QuerySet[Any], user: Person) -> QuerySet[Any]:
    """What is said of two stations and stands, as far as this person may see it."""
    related: Any = rows.model._meta.get_field("judged_first").related_model
    standing: QuerySet[Any] = related._default_manager.visible_to(user).standing().order_by()
    return standing
