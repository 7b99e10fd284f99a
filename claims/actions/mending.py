"""Mending a passage: its words as they stand in the source, and where they stand."""

from dataclasses import asdict, dataclass
from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.actions.versions import still
from claims.choices import ClaimState
from claims.models import Claim
from sources.models import Citation
from sources.quoting.soon import check_citation_soon
from users.models import User


@dataclass(frozen=True, kw_only=True)
class Mended:
    """A passage as it reads after mending; the columns of a citation but for its source and its copy."""

    exact: str
    words: str
    language: str
    prefix: str = ""
    suffix: str = ""
    locator_label: str = ""
    locator: str = ""
    translation: str = ""
    translated_by: str = ""


def why_not_mend(drawn: list[Claim], by: User) -> str:
    """Why this person may not mend the passage from which these claims are drawn, "" when they may. Runs no query."""
    if by.may_publish:
        return ""
    if any(claim.created_by_id != by.pk for claim in drawn):
        return _("Somebody else’s statement rests on this passage: an editor mends it.")
    if any(was_read(claim) for claim in drawn):
        return _("Readers have seen this passage: an editor mends it, with a reason.")
    return ""


def was_read(claim: Claim) -> bool:
    """Whether readers have ever seen a claim."""
    return claim.state in (ClaimState.PUBLISHED, ClaimState.WITHDRAWN) or claim.reviewed_by_id is not None


@transaction.atomic
def mend_passage(
    citation: Citation, mended: Mended, *, by: User, at: datetime, reason: str = "", version: int | None = None
) -> Citation:
    """Change a passage, for every claim drawn from it, and look for it in its copy again.

    The history keeps what it said before. Raises NotAllowed, also where readers have seen it and no reason
    is given, and ChangedMeanwhile.
    """
    citation = Citation.objects.select_for_update().get(pk=citation.pk)
    drawn = list(citation.claims.all())
    if refusal := why_not_mend(drawn, by):
        raise NotAllowed(refusal)
    if any(was_read(claim) for claim in drawn) and not reason.strip():
        raise NotAllowed(_("Say why it is changed. Readers will see the reason."))
    still(citation, version)
    columns = asdict(mended)
    for name, value in columns.items():
        setattr(citation, name, value)
    why = f"A passage was mended. {reason.strip()}".strip()
    with pghistory.context(who=by.pk, at=at.isoformat(), why=why, reason=reason.strip()):
        citation.save(update_fields=list(columns))
    check_citation_soon(citation, at=at)
    return citation
