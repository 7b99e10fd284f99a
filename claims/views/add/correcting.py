"""The form as a correction of a published statement begins: filled in with all that the statement says."""

from claims.accounts.statement import Statement
from claims.models import Claim
from claims.views.add.saved import account_of, form_with, speaking_of


def correction_address(claim: Claim, read: Statement) -> str:
    """Where a statement is corrected: the same passage, the same answer, and the statement that it replaces."""
    same = {**account_of(claim, read), **speaking_of(read), "citation": claim.citation_id, "replaces": claim.ref}
    del same["restates_ref"]
    if not read.origin_stated:
        same["origin_not_stated"] = "on"
    if read.asked_about:
        same["asked_about"] = read.asked_about
    return form_with(**same)
