"""What the address of the form fills in."""

from uuid import uuid4

from django.http import QueryDict

from claims.forms.chain import Typed, write_steps
from claims.forms.fields import printable
from claims.forms.source import HERE, NEW
from sources.addresses import sources_at
from sources.choices import LocatorLabel
from sources.models import Citation
from stations.choices import SubjectKind
from stations.models import Subject

# Parameters that are fields of the form under the same name.
SAME_NAME = ["source", "citation", "question", "stance", "speaker", "choice", "rebuts", "restates_ref", "title", "url"]
OTHER_NAME = {"subject": "subjects", "quote": "exact", "said_on": "asserted_on"}
OTHER_NAME |= {"prefix": "words_before", "suffix": "words_after"}
# What a reader selected in a preserved copy: `at` is where it begins there, in characters.
PASSAGE = ["capture", "at", "locator_label", "locator"]
ALSO = ["statement", "speaker_name", "speaker_office", "asserted_on", "about_period", "words", "date_answer"]
ALSO_COUNTS = ["count_operator", "count_value", "count_to", "count_unit", "count_scope", "answer_party", "asked_about"]


def prefilled(query: QueryDict) -> QueryDict:
    """The form as its address fills it in, with a fresh key."""
    query = printable(query)
    data = QueryDict(mutable=True)
    for name in [*SAME_NAME, *PASSAGE, *ALSO, *ALSO_COUNTS]:
        data.setlist(name, query.getlist(name))
    for parameter, name in OTHER_NAME.items():
        if query.getlist(parameter):
            data.setlist(name, query.getlist(parameter))
    if query.get("country") and not data.get("subjects"):
        data.setlist("subjects", _country_subject(str(query["country"])))
    if query.get("page") and not data.get("locator"):
        data["locator_label"], data["locator"] = LocatorLabel.PAGE.value, str(query["page"])
    write_steps(data, [_step(text) for text in query.getlist("relay")])
    _where_it_stands(data)
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


def _where_it_stands(data: QueryDict) -> None:
    """A known address gives the document that stands there."""
    known = sources_at(data.get("url", ""))[:1] if data.get("url") and not data.get("source") else []
    if known:
        data["source"] = known[0].slug
        data["source_find"] = ""
    begun = data.get("url") or data.get("title")
    data["source_is"] = NEW if begun and not data.get("source") else HERE


def without_passage(data: QueryDict) -> None:
    """Keep the document and let another passage of it be entered."""
    key = str(data.get("citation", ""))
    data.pop("citation", None)
    if key.isascii() and key.isdigit() and len(key) < 19:
        slug = Citation.objects.filter(pk=int(key)).values_list("source__slug", flat=True).first()
        if slug:
            data["source"], data["source_is"] = slug, HERE
