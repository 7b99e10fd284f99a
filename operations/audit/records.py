"""Which records have an audit of their own, and which versions belong to it: the row, and what hangs on it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from claims.models import Apart, Assignment, Claim, Comment, DeskNote, Link, Relay, Removal, SamePlace, Verification
from sources.models import Capture, Citation, Party, PartyAlias, Release, Source, Takedown
from stations.models import Subject, SubjectName
from users.models import User

OWN = "n.pgh_obj_id = %(record)s"
OF_CLAIM = "n.claim_id = %(record)s"
OF_COPY = "n.capture_id IN (SELECT id FROM sources_capture WHERE source_id = %(record)s)"

BELONGS: dict[type[Model], dict[type[Model], str]] = {
    Claim: {
        Claim: OWN,
        Citation: "n.pgh_obj_id = (SELECT citation_id FROM claims_claim WHERE id = %(record)s)",
        **dict.fromkeys((Relay, Verification, Comment, Assignment, SamePlace, DeskNote, Removal), OF_CLAIM),
        Link: "%(record)s IN (n.claim_id, n.to_id)",
        Apart: "%(record)s IN (n.claim_id, n.other_id)",
    },
    Source: {
        Source: OWN,
        **dict.fromkeys((Citation, Capture, DeskNote, Removal), "n.source_id = %(record)s"),
        **dict.fromkeys((Release, Takedown), OF_COPY),
    },
    Party: {Party: OWN, **dict.fromkeys((PartyAlias, DeskNote, Removal), "n.party_id = %(record)s")},
    Subject: {Subject: OWN, **dict.fromkeys((SubjectName, DeskNote), "n.subject_id = %(record)s")},
}

# By the first part of the address: the model, and the column by which the second part finds a row.
KINDS: dict[str, tuple[type[Model], str]] = {
    "claims": (Claim, "ref"),
    "sources": (Source, "slug"),
    "parties": (Party, "slug"),
    "subjects": (Subject, "slug"),
}
TITLES = {Claim: _("Statement"), Source: _("Source"), Party: _("Party"), Subject: _("Place, station or agreement")}


@dataclass(frozen=True)
class Record:
    """One record, by its model and key."""

    model: type[Model]
    key: int


def belongs_to(model: type[Model], record: Record) -> str:
    """The condition under which a version of a model belongs to a record; "" where none does."""
    return BELONGS[record.model].get(model, "")


def in_sight(model: type[Model], user: User) -> Any:
    """The rows of a model that this person may come upon."""
    rows: Any = model._default_manager.all()
    return rows.visible_to(user) if model is Claim else rows.in_reach_of(user)


def find(kind: str, name: str, user: User) -> Model | None:
    """A record that this person may come upon; None whatever the cause where there is none."""
    if kind not in KINDS:
        return None
    model, column = KINDS[kind]
    found: Model | None = in_sight(model, user).filter(**{column: name}).first()
    return found
