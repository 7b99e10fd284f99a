"""What people do with claims."""

from claims.actions.adding import Given, Said, add_claims
from claims.actions.chaining import (
    Hop,
    RunsInCircle,
    build_on,
    keep_apart,
    mend_chain,
    rechain,
    restate,
    stop_keeping_apart,
    unlink,
    why_not_chain,
)
from claims.actions.commenting import assign, comment, edit_comment, strike_comment, why_not_assign
from claims.actions.entering import Entered, enter, entered_before
from claims.actions.publishing import (
    discard,
    publish,
    read_second,
    why_not_discard,
    why_not_publish,
    why_not_read_second,
    withdraw,
)
from claims.actions.publishing_several import NotAllOfThem, Verdict, publish_several, verdicts_of
from claims.actions.reviewing import request_changes, submit, take_back
from claims.actions.stepping import NotAllowed, ReviewedByAuthor, why_not
from claims.actions.verifying import TickedAlready, unverify, verify, why_not_unverify, why_not_verify

__all__ = [
    "Entered",
    "Given",
    "Hop",
    "NotAllOfThem",
    "NotAllowed",
    "ReviewedByAuthor",
    "RunsInCircle",
    "Said",
    "TickedAlready",
    "Verdict",
    "add_claims",
    "assign",
    "build_on",
    "comment",
    "discard",
    "edit_comment",
    "enter",
    "entered_before",
    "keep_apart",
    "mend_chain",
    "publish",
    "publish_several",
    "read_second",
    "rechain",
    "request_changes",
    "restate",
    "stop_keeping_apart",
    "strike_comment",
    "submit",
    "take_back",
    "unlink",
    "unverify",
    "verdicts_of",
    "verify",
    "why_not",
    "why_not_assign",
    "why_not_chain",
    "why_not_discard",
    "why_not_publish",
    "why_not_read_second",
    "why_not_unverify",
    "why_not_verify",
    "withdraw",
]
