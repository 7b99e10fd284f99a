"""How the audit calls a row, and where it leads."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import (
    Apart,
    Assignment,
    Choice,
    Claim,
    Comment,
    DeskNote,
    Exclusion,
    Heading,
    Link,
    Question,
    QuestionSubjectKind,
    Relay,
    Removal,
    SamePlace,
    Search,
    Verification,
)
from operations.audit.sight import Sight, Values
from sources.models import Capture, Citation, Letter, Party, PartyAlias, Release, Source, Takedown
from stations.models import Country, Subject, SubjectName
from users.models import Desk, Invitation, InvitationDesk, Membership, Role, Token, User

# What sort of row it is, and the column in which it says most.
TITLES: Mapping[type[Model], tuple[str | Promise, str]] = {
    User: (_("Account"), ""),
    Desk: (_("Desk"), "name"),
    Membership: (_("Place on a desk"), ""),
    Invitation: (_("Invitation"), ""),
    InvitationDesk: (_("Desk of an invitation"), ""),
    Token: (_("Token of a program"), "name"),
    Country: (_("Country"), "name"),
    Subject: (_("Place, station or agreement"), "label"),
    SubjectName: (_("Name of a place, station or agreement"), "name"),
    Party: (_("Party"), "name"),
    PartyAlias: (_("Former name of a party"), "name"),
    Source: (_("Source"), "title"),
    Capture: (_("Preserved copy"), ""),
    Takedown: (_("Copy taken down"), ""),
    Release: (_("Copy opened to readers"), ""),
    Letter: (_("Letter from a reader"), ""),
    Citation: (_("Passage"), "exact"),
    Heading: (_("Heading"), "title"),
    Question: (_("Question"), "wording"),
    QuestionSubjectKind: (_("What a question can be about"), ""),
    Choice: (_("Answer of a list"), "label"),
    Exclusion: (_("Two answers that cannot both hold"), ""),
    Claim: (_("Statement"), "statement"),
    Link: (_("Link between statements"), ""),
    Apart: (_("Two statements kept apart"), ""),
    Relay: (_("Step on the way of a statement"), ""),
    Verification: (_("Check of a statement"), ""),
    Comment: (_("Comment of the desk"), "text"),
    Assignment: (_("Who looks at a statement"), ""),
    DeskNote: (_("Kept by the desk"), "text"),
    SamePlace: (_("Same place or not"), "reason"),
    Search: (_("Search"), "what"),
    Removal: (_("Removal for good"), ""),
}
# Where a row that says little belongs.
OF: tuple[tuple[str, type[Model]], ...] = (
    ("claim_id", Claim), ("to_id", Claim), ("source_id", Source), ("user_id", User), ("owner_id", User),
    ("desk_id", Desk),
)  # fmt: skip


def title_of(model: type[Model], version: Values, sight: Sight) -> str:
    """What sort of row, and what it says or belongs to; only what is in sight."""
    title, column = TITLES[model]
    parts = [str(title), *_belonging(model, version, sight), str(version[column]) if column else ""]
    return " · ".join(part for part in parts if part)


def _belonging(model: type[Model], version: Values, sight: Sight) -> list[str]:
    if model is User:
        person = sight.row(User, version["pgh_obj_id"])
        return [person.email if person else "", str(Role(version["role"]).label)]
    if model is Claim:
        return [str(version["ref"])]
    if model is Invitation:
        return [str(Role(version["role"]).label)]
    rows = [sight.row(of, version[column]) for column, of in OF if column in version]
    return [str(getattr(row, "ref", row)) for row in rows if row is not None]


def address_of(row: Any, sight: Sight, version: Values) -> str:
    """The page of a row, or of the statement or source that it belongs to; "" where there is none."""
    belongs = [sight.row(of, version[column]) for column, of in OF if column in version]
    for each in (row, *belongs):
        if each is not None and hasattr(each, "get_absolute_url"):
            return str(each.get_absolute_url())
    return ""
