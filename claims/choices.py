"""The allowed values of the columns that hold what somebody said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stance(models.TextChoices):
    """The speech act. It is not the answer: one can deny an answer, or have no record of it.

    "Has no record of" is neither a denial nor a number; "cannot confirm" confirms nothing.
    """

    SAYS = "says", _("says")
    DENIES = "denies", _("denies")
    HAS_NO_RECORD = "has_no_record", _("has no record of")
    ACCEPTS_IN_PART = "accepts_in_part", _("accepts in part")
    CANNOT_CONFIRM = "cannot_confirm", _("cannot confirm")
    DECLINED = "declined", _("declined to comment")
    DID_NOT_REPLY = "did_not_reply", _("did not reply")


SILENT_STANCES = [Stance.DECLINED, Stance.DID_NOT_REPLY]


class AnswerType(models.TextChoices):
    """What sort of answer a question takes beside the sentence."""

    CHOICE = "choice", _("One of a list")
    COUNT = "count", _("A number")
    DATE = "date", _("A date")
    PARTY = "party", _("A body or person")
    NONE = "none", _("Only the sentence")


class Timing(models.TextChoices):
    """How a question's answers stand to time; decides when two answers meet."""

    TIMELESS = "timeless", _("Answers hold at any time")
    DATED = "dated", _("Answers hold for a time")
    EVENT = "event", _("Answers are events")


class DateKind(models.TextChoices):
    """What a date answer means."""

    MOMENT = "moment", _("One moment, known more or less exactly")
    PERIOD = "period", _("A period; both ends are compared")


class Operator(models.TextChoices):
    """How a speaker's number is meant."""

    EQUAL = "=", _("exactly")
    LESS = "<", _("fewer than")
    AT_MOST = "≤", _("at most")
    MORE = ">", _("more than")
    AT_LEAST = "≥", _("at least")
    ABOUT = "≈", _("about")
    RANGE = "range", _("from … to …")


class ClaimState(models.TextChoices):
    """Where a claim stands with the editors."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class LinkKind(models.TextChoices):
    """How one claim stands to another.

    Restates: the same utterance, the same origin. Builds on: a new origin that used it. Rebuts: answers it.
    Replaces: a correction that withdraws the old one.
    """

    RESTATES = "restates", _("restates")
    BUILDS_ON = "builds_on", _("builds on")
    REBUTS = "rebuts", _("rebuts")
    REPLACES = "replaces", _("replaces")


class VerificationKind(models.TextChoices):
    """What a named person has checked about a claim."""

    WORDS = "words", _("The words stand in the source")
    SPEAKER = "speaker", _("The speaker is right")
    DATE = "date", _("The date is right")
    TRANSLATION = "translation", _("The translation is right")
    ORIGINAL_SEEN = "original_seen", _("The original was seen")


class SearchResult(models.TextChoices):
    """What looking for statements gave."""

    FOUND_NOTHING = "found_nothing", _("found nothing")
    FOUND_IN_PART = "found_in_part", _("found in part")


class Judgement(models.TextChoices):
    """What is said of two reported stations. Unsure: somebody looked at it, and says that it cannot be told."""

    SAME = "same", _("one place")
    DIFFERENT = "different", _("two places")
    UNSURE = "unsure", _("cannot be told")


class NoteKind(models.TextChoices):
    """What a desk keeps to itself: a remark, or where something is more exactly than readers are told."""

    NOTE = "note", _("Note")
    LOCATION = "location", _("Location")


class Kind(models.TextChoices):
    """What the rows of a file are."""

    CLAIMS = "claims", _("Claims, each with its source")
    SOURCES = "sources", _("Sources")
    PARTIES = "parties", _("Parties")
    STATIONS = "stations", _("Stations")
    AGREEMENTS = "agreements", _("Agreements")


class FileState(models.TextChoices):
    """How far a file has come that somebody brought to be imported. Until the last, nothing of it is in the record."""

    COLUMNS = "columns", _("Its columns are to be looked at")
    TO_CHECK = "to_check", _("Waits to be checked")
    CHECKING = "checking", _("Its rows are being checked")
    CHECKED = "checked", _("Checked, and not imported yet")
    TO_WRITE = "to_write", _("Waits to be imported")
    WRITING = "writing", _("Being imported")
    IMPORTED = "imported", _("Imported")
