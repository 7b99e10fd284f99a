"""The imports of a person, read from the history, which is the register of imports (0049)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext as _

from claims.importing.counted import counted
from claims.importing.undoing import why_not_undo
from claims.importing.writing import IMPORTED
from claims.models import Claim
from sources.brought import brought, events_of
from sources.models import Party, Source
from stations.models import Subject
from users.models import User

TABLES: dict[str, type[models.Model]] = {"claims": Claim, "sources": Source, "parties": Party, "subjects": Subject}
MOST_LISTED = 50
MOST_AT_ONCE = 5_000  # rows that are taken back while somebody waits: some seven seconds


@dataclass(frozen=True)
class Import:
    """One import: the act under which the history keeps it, when, of which file, and how many rows it brought.

    `here` are those that are still here; `brought` counts also those that were taken back.
    """

    key: UUID
    at: datetime
    sha256: str
    brought: Counter[str] = field(default_factory=Counter)
    here: Counter[str] = field(default_factory=Counter)

    @property
    def is_here(self) -> bool:
        """Whether anything of it is."""
        return bool(self.here.total())

    @property
    def brought_in_words(self) -> list[str]:
        """How many rows of which table it brought."""
        return counted(self.brought)

    @property
    def here_in_words(self) -> list[str]:
        """The same of what is still here."""
        return counted(self.here)


def imports_of(user: User) -> list[Import]:
    """The newest imports of this person: a fixed number of queries."""
    acts = _acts_of(user).order_by("-created_at")[:MOST_LISTED]
    return _with_numbers([Import(key, at, told.get("file", "")) for key, at, told in acts])


def import_of(user: User, key: UUID) -> Import | None:
    """The import of this key, where this person did it."""
    acts = _acts_of(user).filter(pk=key)
    found = _with_numbers([Import(pk, at, told.get("file", "")) for pk, at, told in acts])
    return found[0] if found else None


def claims_of(one: Import, user: User) -> models.QuerySet[Claim]:
    """The statements that it brought and that this person sees, in the order of the file."""
    visible = Claim.objects.visible_to(user)
    found: models.QuerySet[Claim] = visible.filter(pk__in=brought(Claim, one.key).values("pk")).order_by("pk")
    return found


def why_not(one: Import, user: User) -> str:
    """Why this person cannot take it back on its page; "" where they can."""
    if one.here.total() > MOST_AT_ONCE:
        sentence = _(
            "It brought more than a page can take back: %(most)s rows. On the server, this does it: %(command)s"
        )
        command = f"manage.py import_claims --by {user.email} --undo {one.key}"
        return sentence % {"most": f"{MOST_AT_ONCE:,}", "command": command}
    return why_not_undo(one.key, by=user)


def _acts_of(user: User) -> "models.QuerySet[models.Model, tuple[UUID, datetime, dict[str, str]]]":
    context = apps.get_model("pghistory", "Context")._default_manager
    own = context.annotate(by_whom=KeyTextTransform("who", "metadata")).filter(by_whom=str(user.pk))  # has an index
    return own.filter(metadata__contains={"why": IMPORTED}).values_list("pk", "created_at", "metadata")


def _with_numbers(found: list[Import]) -> list[Import]:
    by_key = {one.key: one for one in found}
    for name, model in TABLES.items() if found else ():
        for key, number, here in _numbers(model, by_key):
            by_key[key].brought[name] += number
            by_key[key].here[name] += here
    return found


def _numbers(model: type[models.Model], keys: Iterable[UUID]) -> Iterable[tuple[UUID, int, int]]:
    here = Exists(model._default_manager.filter(pk=OuterRef("pgh_obj")))
    inserted = events_of(model).filter(pgh_context__in=list(keys), pgh_label="insert").annotate(here=here)
    counted = inserted.values("pgh_context").annotate(number=Count("pk"), still=Count("pk", filter=models.Q(here=True)))
    return [(row["pgh_context"], row["number"], row["still"]) for row in counted]
