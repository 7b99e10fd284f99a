"""What the words of each kind of row are overwritten with. A test holds these against every column that can hold words.

What no reader can be told of stays: keys, moments of entering, fixed values such as a stance.
"""

from collections.abc import Mapping

from django.db.models import Case, Value, When

from sources.choices import PartyKind
from web.erasing import REMOVED, where_filled

UNKNOWN_LANGUAGE = "und"

Columns = Mapping[str, object]


def _no_date(name: str) -> dict[str, object]:
    return {name: "", f"{name}_earliest": None, f"{name}_latest": None}


OF_A_CLAIM: Columns = {
    "statement": REMOVED,
    "speaker_name": "",
    "speaker_office": "",
    "public_note": "",
    "withdrawn_reason": where_filled("withdrawn_reason"),
    "restricted_reason": where_filled("restricted_reason"),
    **_no_date("asserted_on"),
    **_no_date("about_period"),
    **_no_date("date_answer"),
    "choice": None,
    "count_operator": "",
    "count_value": None,
    "count_to": None,
    "count_unit": None,
    "count_scope": "",
    "answer_party": None,
    "asked_by": None,
    "form_key": None,
}
OF_A_PASSAGE: Columns = {
    "exact": REMOVED,
    "prefix": "",
    "suffix": "",
    "locator_label": "",
    "locator": "",
    "language": UNKNOWN_LANGUAGE,
    "translation": "",
    "translated_by": "",
}
OF_A_SOURCE: Columns = {
    "title": REMOVED,
    "translated_title": "",
    "authors": "",
    "publisher": None,
    "container_title": "",
    **_no_date("issued"),
    "language": UNKNOWN_LANGUAGE,
    "url": "",
    "archive_url": "",
    "accessed": "",
    "number": "",
    "version": "",
    "note": "",
    "restricted_reason": where_filled("restricted_reason"),
}
OF_A_COPY: Columns = {
    "name": "",
    "requested_url": where_filled("requested_url"),
    "final_url": where_filled("final_url"),
    "http_headers": [],
}
OF_A_TAKEDOWN: Columns = {"note": ""}
# Not its contact, which no history holds.
OF_A_LETTER: Columns = {
    "about": "",
    "sender_name": "",
    "sender_office": "",
    "url": "",
    "answer": where_filled("answer"),
}
OF_AN_ALIAS: Columns = {"name": REMOVED, "native_name": "", "reason": REMOVED}
OF_A_LINK: Columns = {"reason": where_filled("reason")}
OF_A_JUDGEMENT: Columns = {"reason": REMOVED, "withdrawn_reason": where_filled("withdrawn_reason")}
OF_A_COMMENT: Columns = {"text": REMOVED}
OF_A_DESK_NOTE: Columns = {"text": REMOVED, "why": REMOVED, "latitude": None, "longitude": None}
OF_A_SEARCH: Columns = {"what": REMOVED, "where": REMOVED, "note": "", **_no_date("period"), "language": ""}


def of_a_party(role: str) -> Columns:
    """A party is a role from then on, at every date."""
    reason = Case(When(kind=PartyKind.STATE_MEDIA, then=Value(REMOVED)), default=Value(""))
    return {"name": role, "native_name": "", "state_media_reason": reason, "note": "", "described_by_role": True}
