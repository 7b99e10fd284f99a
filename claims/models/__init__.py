"""Questions, the claims that answer them, and how claims hang together."""

from claims.models.brought_file import BroughtFile, BroughtFileQuerySet
from claims.models.checking import Verification
from claims.models.claim import Claim, ClaimQuerySet, new_ref
from claims.models.desk_note import DeskNote, DeskNoteQuerySet
from claims.models.link import Apart, Link, Relay
from claims.models.question import Choice, Exclusion, Heading, Question, QuestionQuerySet, QuestionSubjectKind
from claims.models.removal import Removal
from claims.models.review import Assignment, Comment, UnsentForm, UnsentFormQuerySet
from claims.models.same_place import SamePlace, SamePlaceQuerySet
from claims.models.search import Search, SearchQuerySet

__all__ = [
    "Apart",
    "Assignment",
    "BroughtFile",
    "BroughtFileQuerySet",
    "Choice",
    "Claim",
    "ClaimQuerySet",
    "Comment",
    "DeskNote",
    "DeskNoteQuerySet",
    "Exclusion",
    "Heading",
    "Link",
    "Question",
    "QuestionQuerySet",
    "QuestionSubjectKind",
    "Relay",
    "Removal",
    "SamePlace",
    "SamePlaceQuerySet",
    "Search",
    "SearchQuerySet",
    "UnsentForm",
    "UnsentFormQuerySet",
    "Verification",
    "new_ref",
]
