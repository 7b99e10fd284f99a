"""The allowed values of the columns that describe who speaks and where it can be read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    """What sort of body or person speaks. With the party's country it gives the side (claims/sides.py).

    Association, business and private person are those said here to run, host or use a site; an association that
    speaks as an observer is an NGO or a researcher.
    """

    GOVERNMENT = "government", _("Government or ministry")
    LOCAL_AUTHORITY = "local_authority", _("Regional or city authority")
    POLICE = "police", _("Police")
    INTELLIGENCE = "intelligence", _("Intelligence service")
    COURT = "court", _("Court or prosecutor")
    MISSION = "mission", _("Embassy or consulate")
    RULING_PARTY = "ruling_party", _("Body of a ruling party")
    STATE_MEDIA = "state_media", _("State media")
    NGO = "ngo", _("Non-governmental organisation")
    RESEARCHER = "researcher", _("Researcher or research institute")
    NEWS_MEDIA = "news_media", _("News medium")
    ASSOCIATION = "association", _("Association said to run, host or use a site")
    BUSINESS = "business", _("Business said to run, host or use a site")
    PRIVATE_PERSON = "private_person", _("Private person named in reports, by role")
    POLITICIAN = "politician", _("Politician speaking for themselves")
    INTERNATIONAL_BODY = "international_body", _("International body")
    REFERENCE = "reference", _("Reference work")
    UNKNOWN = "unknown", _("Not known")


class CslType(models.TextChoices):
    """Types of citable documents, by the names of the Citation Style Language."""

    ARTICLE_NEWSPAPER = "article-newspaper", _("Newspaper or news-site article")
    ARTICLE_MAGAZINE = "article-magazine", _("Magazine article")
    ARTICLE_JOURNAL = "article-journal", _("Journal article")
    REPORT = "report", _("Report")
    WEBPAGE = "webpage", _("Web page")
    POST_WEBLOG = "post-weblog", _("Blog post")
    POST = "post", _("Post on a platform")
    BROADCAST = "broadcast", _("Broadcast")
    SPEECH = "speech", _("Speech or press briefing")
    INTERVIEW = "interview", _("Interview")
    HEARING = "hearing", _("Parliamentary record or hearing")
    LEGISLATION = "legislation", _("Law or agreement text")
    LEGAL_CASE = "legal_case", _("Court record")
    BOOK = "book", _("Book")
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", _("Encyclopedia entry")
    DATASET = "dataset", _("Data set")
    PERSONAL_COMMUNICATION = "personal_communication", _("Letter, e-mail or reply to the desk")
    DOCUMENT = "document", _("Another document")


class CopyKind(models.TextChoices):
    """How the text that was read relates to the publisher's original."""

    ORIGINAL = "original", _("The original")
    REPUBLISHED = "republished", _("Republished copy")
    MIRROR = "mirror", _("Mirror or archive copy")
    REWRITTEN = "rewritten", _("Rewritten or machine-translated version")


class Rights(models.TextChoices):
    """What may be done with a preserved copy."""

    NOT_CLEARED = "not_cleared", _("Not cleared")
    PUBLIC_RECORD = "public_record", _("Public record")
    OPEN_LICENCE = "open_licence", _("Open licence")
    PERMISSION = "permission", _("By permission")


class Words(models.TextChoices):
    """Whose words a quotation holds. Only the speaker's own stand in quotation marks under the speaker's name."""

    OWN = "own", _("The speaker's own words")
    REPORTED = "reported", _("Words of the source, which reports the speaker")
    TRANSLATED = "translated", _("A translation made by the source")
    REWRITTEN = "rewritten", _("Rewritten by the source")


class CaptureMethod(models.TextChoices):
    """How a preserved copy came here."""

    UPLOAD = "upload", _("Uploaded")
    FETCH = "fetch", _("Fetched from its address")
    SENT = "sent", _("Sent to the desk by a reader")


class ReadingOutcome(models.TextChoices):
    """What reading a preserved file for its text gave."""

    TEXT = "text", _("Text was found")
    NO_TEXT = "no_text", _("Not machine-checkable")
    FAILED = "failed", _("Could not be read")


class ReadingProblem(models.TextChoices):
    """Why a preserved file could not be read."""

    ENCRYPTED = "encrypted", _("locked with a password")
    BROKEN = "broken", _("damaged or cut off")
    EMPTY = "empty", _("empty")
    TOO_LARGE = "too_large", _("too large when unpacked")
    TOO_LONG = "too_long", _("reading took too long")
    UNFINISHED = "unfinished", _("not finished yet: it goes on in the background")
    UNKNOWN_KIND = "unknown_kind", _("of a kind that cannot be read here")


class FetchState(models.TextChoices):
    """How far the fetching of an address has come."""

    ASKED = "asked", _("Waits its turn")
    FETCHING = "fetching", _("Being fetched")
    READING = "reading", _("Kept, and being read")
    KEPT = "kept", _("Fetched")
    FAILED = "failed", _("Not fetched")
    CANCELLED = "cancelled", _("Cancelled")


class TakedownReason(models.TextChoices):
    """Why the bytes of a preserved copy were given up."""

    COURT_ORDER = "court_order", _("court order")
    SAFETY = "safety", _("safety of a person")
    PRIVACY = "privacy", _("privacy")
    COPYRIGHT = "copyright", _("copyright")
    MISTAKE = "mistake", _("preserved by mistake")


class QuoteResult(models.TextChoices):
    """What looking for a quotation in a preserved copy gave."""

    EXACT = "exact", _("Found, letter by letter")
    NORMALISED = "normalised", _("Found after the declared normalisation")
    NOT_FOUND = "not_found", _("Not found")
    AMBIGUOUS = "ambiguous", _("Found in more than one place")
    NO_TEXT = "no_text", _("The copy holds no text")
    NO_COPY = "no_copy", _("There is no preserved copy")


class LocatorLabel(models.TextChoices):
    """What a locator counts, by the names of the Citation Style Language."""

    PARAGRAPH = "paragraph", _("paragraph")
    PAGE = "page", _("page")
    SECTION = "section", _("section")
    CHAPTER = "chapter", _("chapter")
    LINE = "line", _("line")
    NOTE = "note", _("note")
    TIMESTAMP = "timestamp", _("minute")


class RemovalReason(models.TextChoices):
    """Why a text was erased from every date and every copy."""

    COURT_ORDER = "court_order", _("court order")
    SAFETY = "safety", _("safety of a person")
    PRIVACY = "privacy", _("privacy")
    COPYRIGHT = "copyright", _("copyright")


class LetterKind(models.TextChoices):
    """What a letter to the desk is for."""

    MISTAKE = "mistake", _("Point out a mistake")
    STATEMENT = "statement", _("Send a statement of one’s own")


class LetterState(models.TextChoices):
    """What the desk has made of a letter."""

    WAITING = "waiting", _("Waits for an editor")
    ACCEPTED = "accepted", _("Accepted")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
