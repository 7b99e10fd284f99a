"""Overwriting what rows say: in the row, in every version that its history keeps, and in the reasons of its changes.

A removal binds every date, so the past is overwritten as well. Keys, dates of entering and fixed values stay.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, models
from django.db.models import Case, CharField, JSONField, Model, QuerySet, TextField, Value, When
from django.utils.crypto import salted_hmac

from web.kept_history import REMOVING

REMOVED = "[removed]"
SALT = "on_record.removed_address"

# By name, and only by whoever was given that role and does not own the tables.
STEP_IN = """
SELECT set_config('role', rolname, true) FROM pg_roles
 WHERE rolname = 'on_record_remover' AND pg_has_role(current_user, oid, 'SET')
   AND NOT has_table_privilege('pghistory_context', 'UPDATE')
"""

# What the triggers look at that keep histories as they were written.
MAY_REWRITE = f"SELECT set_config('{REMOVING}', %s, true)"

FORGET = """
UPDATE pghistory_context SET metadata = jsonb_strip_nulls(
    jsonb_build_object('who', metadata->'who', 'at', metadata->'at', 'why', %s::text))
 WHERE id = ANY(%s)
"""


def texts_of(model: type[Model]) -> frozenset[str]:
    """The columns in which somebody's words can stand: text or JSON that is not one of a fixed list of values."""
    return frozenset(
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField) and not field.choices
    )


def versions_of(model: type[Model]) -> QuerySet[Model]:
    """Every version of every row of a model with a history."""
    versions: QuerySet[Model] = model.pgh_event_model._default_manager.all()  # type: ignore[attr-defined]
    return versions


def overwrite(rows: QuerySet[Model], columns: Mapping[str, object]) -> None:
    """Write these values into the rows and into every version of them. Runs inside a transaction and a context."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    rows.model._default_manager.filter(pk__in=keys).update(**columns)
    overwrite_versions(versions_of(rows.model).filter(pgh_obj_id__in=keys), columns)


def overwrite_versions(versions: QuerySet[Model], columns: Mapping[str, object]) -> None:
    """Write these values into some versions alone: those of rows that are gone, or that point at what is removed."""
    with as_remover():
        versions.update(**columns)


@contextmanager
def as_remover() -> Iterator[None]:
    """Step into the role that may overwrite versions, where the site's own may not (web/grants.py). Ends by itself
    when the transaction does."""
    with connection.cursor() as cursor:
        cursor.execute(STEP_IN)
        stepped = cursor.fetchone() is not None
        cursor.execute(MAY_REWRITE, ["yes"])
        yield
        cursor.execute(MAY_REWRITE, [""])
        if stepped:
            cursor.execute("SET LOCAL ROLE NONE")


def where_filled(column: str) -> Case:
    """The mark of something removed where the column says anything; what is empty stays so."""
    return Case(When(**{column: ""}, then=Value("")), default=Value(REMOVED), output_field=models.TextField())


def forget_reasons(versions: Iterable[QuerySet[Model]]) -> None:
    """Overwrite the reasons that were given for these versions: whoever wrote them may have repeated the words."""
    found: set[object] = set()
    for some in versions:
        found.update(some.filter(pgh_context__isnull=False).values_list("pgh_context_id", flat=True))
    with as_remover(), connection.cursor() as cursor:
        cursor.execute(FORGET, [REMOVED, list(found)])


def new_slug() -> str:
    """An address that tells nothing."""
    return f"removed-{secrets.token_hex(6)}"


def digest_of(kind: str, slug: str) -> str:
    """By what an address is known again after its words are erased; without the site's key nobody can guess it."""
    return _digest(kind, slug, settings.SECRET_KEY)


def digests_of(kind: str, slug: str) -> list[str]:
    """The same under every key that the site has, former ones too."""
    return [_digest(kind, slug, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(kind: str, slug: str, key: str) -> str:
    return salted_hmac(SALT, f"{kind}/{slug}", secret=key, algorithm="sha256").hexdigest()
