"""What readers may come upon: nothing stands on a page or in a list before a statement about it may be read.

Relations may be walked right without an import (DESIGN §4): the statements are reached from the model's own relation,
and their queryset alone decides who sees which.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from users.models import User
from web.moments import current

Person = User | AnonymousUser


def sees_everything(user: Person) -> bool:
    """Whether this person comes upon every row: who belongs to every desk, and does not ask what was said by a day."""
    return isinstance(user, User) and current().said_by is None and user.is_of_every_desk


def in_reach(rows: QuerySet[Any], claims: QuerySet[Any], user: Person, named: Callable[[QuerySet[Any]], Q]) -> Q:
    """Which rows this person may come upon, given the claims that they may see, and which rows some claims name.

    Readers come upon what one of these claims names. People with an account come upon all but what other desks keep to
    themselves and none of these claims names: what is named by claims of other desks, and what was entered in one act
    with something of theirs, also where that was discarded since.
    """
    if not isinstance(user, User) or current().said_by is not None:
        return named(claims)
    of_claims: Any = claims.model._default_manager
    kept_apart = named(of_claims.kept_from(user).order_by())
    for acts in of_claims.acts_of_others(user):
        kept_apart |= Q(entered_in(rows, acts))
    return named(claims) | ~kept_apart


def entered_in(rows: QuerySet[Any], acts: QuerySet[Any]) -> Exists:
    """Whether a row was entered in one of these acts, by its history. Asked last, of what no claim names."""
    versions: Any = rows.model.pgh_event_model._default_manager
    return Exists(versions.filter(pgh_obj=OuterRef("pk"), pgh_label="insert", pgh_context__in=acts))


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


def named_in(rows: QuerySet[Any], claims: QuerySet[Any], columns: Sequence[str], around: str = "") -> Q:
    """Whether a row is one that some of these claims name in one of these columns, of which the first is never empty.

    `around` leads from a row to the one around it; what lies around a named one, at most two steps up, is named too.
    The claims are read once, whatever the number of columns (docs/decisions/0047).
    """
    every: QuerySet[Any] = rows.model._default_manager.order_by()
    named = every.filter(pk__in=_keys(claims, columns))
    return Q(pk__in=_keys(named, ["pk", around, f"{around}__{around}"]) if around else named.values("pk"))


def _keys(rows: QuerySet[Any], columns: Sequence[str]) -> QuerySet[Any]:
    """What stands in these columns. An empty one gives the first again: NOT IN knows no answer beside a NULL."""
    first, *others = columns
    values = _Each(F(first), *(Coalesce(column, first) for column in others))
    keys: QuerySet[Any] = rows.annotate(key=values).values("key")
    return keys


class _Each(Func):
    """A row for each of these values."""

    template = "unnest(ARRAY[%(expressions)s])"
    output_field = BigIntegerField()
    set_returning = True


def counted(claims: QuerySet[Any], column: str) -> Coalesce:
    """How many of these claims name the row in this column; 0 where none does."""
    per_row = claims.filter(**{column: OuterRef("pk")}).values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(per_row, output_field=IntegerField()), 0)


def judgements(rows: QuerySet[Any], user: Person) -> QuerySet[Any]:
    """What is said of two stations and stands, as far as this person may see it."""
    related: Any = rows.model._meta.get_field("judged_first").related_model
    standing: QuerySet[Any] = related._default_manager.visible_to(user).standing().order_by()
    return standing
