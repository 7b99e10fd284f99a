"""What people do with claims."""

from claims.actions.adding import Given, Said, add_claims
from claims.actions.entering import Entered, enter, entered_before
from claims.actions.publishing import (
    NotAllowed,
    ReviewedByAuthor,
    discard,
    publish,
    why_not_discard,
    why_not_publish,
    withdraw,
)
from claims.actions.verifying import TickedAlready, unverify, verify, why_not_unverify, why_not_verify

__all__ = [
    "Entered",
    "Given",
    "NotAllowed",
    "ReviewedByAuthor",
    "Said",
    "TickedAlready",
    "add_claims",
    "discard",
    "enter",
    "entered_before",
    "publish",
    "unverify",
    "verify",
    "why_not_discard",
    "why_not_publish",
    "why_not_unverify",
    "why_not_verify",
    "withdraw",
]
