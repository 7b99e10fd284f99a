"""Taking back a list of references as one: all that it brought, or nothing once anybody has worked with a part."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pghistory
from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef
from django.utils.translation import gettext as _

from sources.bibliography.refusing import NotRead
from sources.brought import brought, changed_since, events_of, unnamed, who_imported
from sources.models import Source
from users.models import User

MOST_NAMED = 5
LISTED_FOR = timedelta(days=30)
MOST_LISTED = 5


class NotTakenBack(NotRead):
    """A list cannot be taken back; the message says why."""


@dataclass(frozen=True)
class ListBrought:
    """A list that somebody entered: the key of its act, when, and how many of its documents are here."""

    key: UUID
    at: datetime
    documents: int


def lists_of(user: User, *, now: datetime) -> list[ListBrought]:
    """The newest lists that this person entered, of which something is still here: one query."""
    here = Exists(Source.objects.filter(pk=OuterRef("pgh_obj")))
    inserted = events_of(Source).filter(
        here,
        pgh_label="insert",
        pgh_created_at__gt=now - LISTED_FOR,
        pgh_context__metadata__contains={"references": True, "who": user.pk},
    )
    acts = inserted.values("pgh_context").annotate(at=Min("pgh_created_at"), documents=Count("pgh_obj"))
    return [ListBrought(act["pgh_context"], act["at"], act["documents"]) for act in acts.order_by("-at")[:MOST_LISTED]]


@transaction.atomic
def undo_references(key: UUID, *, by: User, at: datetime) -> int:
    """Delete the documents of a list, and say how many. Raises NotTakenBack, with nothing deleted."""
    # Held until the end: nobody begins to work with one of them meanwhile.
    sources = list(brought(Source, key).select_for_update().order_by("pk"))
    if not sources:
        raise NotTakenBack(_("Nothing of this list is here."))
    may = who_imported(key) == by.pk or by.may_publish
    visible = Source.objects.visible_to(by).filter(pk__in=[source.pk for source in sources])
    if not may or visible.count() != len(sources):
        raise NotTakenBack(_("Only who entered a list, or an editor, takes it back."))
    if used := _used(sources, key):
        named = "; ".join(str(source) for source in used[:MOST_NAMED]) + (" …" if len(used) > MOST_NAMED else "")
        sentence = _("It cannot be taken back any more, because people have worked with it since: %(named)s.")
        raise NotTakenBack(sentence % {"named": named})
    why = {"who": by.pk, "at": at.isoformat(), "why": "A list of references was taken back.", "import": str(key)}
    with pghistory.context(**why):
        Source.objects.filter(pk__in=[source.pk for source in sources]).delete()
    return len(sources)


def _used(sources: list[Source], key: UUID) -> list[Source]:
    """Those that were changed since, or that anything names: a passage, a copy, a note, a place of another record."""
    keys = [source.pk for source in sources]
    changed = set(Source.objects.filter(changed_since(Source, key), pk__in=keys).values_list("pk", flat=True))
    untouched = unnamed(Source, keys) - changed
    return [source for source in sources if source.pk not in untouched]
