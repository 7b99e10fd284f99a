"""What the address of the form fills in."""

from uuid import uuid4

from django.http import QueryDict

from claims.forms.chain import Typed, write_steps
from claims.forms.entry import Entry
from claims.forms.fields import key_of, printable
from claims.forms.source import HERE, NEW
from sources.addresses import sources_at
from sources.choices import LocatorLabel
from sources.models import Capture, Citation, Source
from stations.choices import SubjectKind
from stations.models import Subject
from users.models import User

# Says that the words in an address are not all that was selected (claims/views/add/elsewhere.py).
CUT = "cut"

# Parameters that are fields of the form under the same name.
SAME_NAME = [
    "source",
    "citation",
    "question",
    "stance",
    "speaker",
    "asked_by",
    "choice",
    "rebuts",
    "restates_ref",
    "title",
    "url",
]
OTHER_NAME = {"subject": "subjects", "quote": "exact", "said_on": "asserted_on"}
OTHER_NAME |= {"prefix": "words_before", "suffix": "words_after"}
PASSAGE = ["capture", "locator_label", "locator"]
ALSO = ["statement", "speaker_name", "speaker_office", "asserted_on", "about_period", "words", "date_answer"]
ALSO_CORRECTS = ["replaces", "replaces_because", "origin_not_stated"]
ALSO_COUNTS = ["count_operator", "count_value", "count_to", "count_unit", "count_scope", "answer_party", "asked_about"]


def prefilled(query: QueryDict, by: User) -> QueryDict:
    """The form as its address fills it in for this person, with a fresh key."""
    query = printable(query)
    data = QueryDict(mutable=True)
    for name in [*SAME_NAME, *PASSAGE, *ALSO, *ALSO_COUNTS, *ALSO_CORRECTS]:
        data.setlist(name, query.getlist(name))
    for parameter, name in OTHER_NAME.items():
        if query.getlist(parameter):
            data.setlist(name, query.getlist(parameter))
    if query.get("country") and not data.get("subjects"):
        data.setlist("subjects", _country_subject(str(query["country"])))
    if query.get("page") and not data.get("locator"):
        data["locator_label"], data["locator"] = LocatorLabel.PAGE.value, str(query["page"])
    write_steps(data, [_step(text) for text in query.getlist("relay")])
    _where_it_stands(data, by)
    _from_a_copy(data, str(query.get("at", "")), by)
    if data.get("restates_ref"):
        data["restates"] = "on"
    data["form_key"] = str(uuid4())
    for name in [name for name, values in data.lists() if not any(values)]:
        del data[name]
    return data


def _country_subject(code: str) -> list[str]:
    countries = Subject.objects.filter(kind=SubjectKind.COUNTRY, country__code=code.upper()[:2])
    return list(countries.values_list("slug", flat=True))


def _step(text: str) -> Typed:
    """A step as an address gives it: party, or party@document."""
    party, _at, source = text.partition("@")
    return Typed(party, source)


def _where_it_stands(data: QueryDict, by: User) -> None:
    """A known address gives the document that stands there."""
    known = sources_at(data.get("url", ""), by)[:1] if data.get("url") and not data.get("source") else []
    if known:
        data["source"] = known[0].slug
        data["source_find"] = ""
    begun = data.get("url") or data.get("title")
    data["source_is"] = NEW if begun and not data.get("source") else HERE


def _from_a_copy(data: QueryDict, at: str, by: User) -> None:
    """A copy gives the document it is of; where the words begin in it, in characters, gives the words around them."""
    key = key_of(data.get("capture"))
    if key and not data.get("source"):
        slug = Capture.objects.visible_to(by).standing().filter(pk=key).values_list("source__slug", flat=True).first()
        if slug:
            data["source"], data["source_is"] = slug, HERE
    begins = key_of(at)
    if begins is None or data.get("words_before") or data.get("words_after"):
        return
    entry = Entry(data, by=by)
    around = entry.looking.words_around_at(begins) if entry.evidence.named else None
    if around:
        data["words_before"], data["words_after"] = around


def without_passage(data: QueryDict, by: User) -> None:
    """Keep the document and let another passage of it be entered."""
    key = key_of(data.get("citation"))
    data.pop("citation", None)
    if key:
        kept = Citation.objects.filter(pk=key, source__in=Source.objects.in_reach_of(by))
        slug = kept.values_list("source__slug", flat=True).first()
        if slug:
            data["source"], data["source_is"] = slug, HERE
