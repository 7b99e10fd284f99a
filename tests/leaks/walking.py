"""Every address at which something kept by a desk could stand, and what is to be compared of an answer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.leaks.planting import SOUGHT, Planted
from tests.moments.test_decisions import ADDRESSES
from tests.rules.test_no_person_in_public import read_of, texts_in
from web.looking_back import decision_of

Values = list[dict[str, Any]]
ITALY = {"code": "it"}
LOOKUPS = ("source", "party", "subject", "station", "claim")


def _row(kept: Planted) -> dict[str, Any]:
    return {"kind": "stations", "slug": kept.subject_of("station").slug, "key": kept.claims[0].question.slug}


# Where a row of the desk would stand: for each name of the site that leads to one.
PLACES: dict[str, Callable[[Planted], Values]] = {
    **dict.fromkeys(
        [f"claims:{name}" for name in ("claim", "claim_footnote", "claim_provenance", "verify", "chain")]
        + [f"claims:{name}" for name in ("amend", "publish", "discard")]
        + [f"claims:{name}" for name in ("withdraw", "restore", "remove_claim", "review_one", "submit", "take_back")]
        + [f"claims:{name}" for name in ("request_changes", "read_second", "assign", "comment", "restrict_claim")],
        lambda kept: [{"ref": claim.ref} for claim in (*kept.claims, kept.sent)],
    ),
    **dict.fromkeys(["claims:note_change", "claims:note_drop"], lambda kept: [{"pk": note.pk} for note in kept.notes]),
    "claims:note_new": lambda kept: [
        *({"kind": "claim", "slug": claim.ref} for claim in kept.claims),
        *({"kind": "source", "slug": source.slug} for source in kept.sources),
        *({"kind": "subject", "slug": subject.slug} for subject in kept.subjects),
        *({"kind": "party", "slug": party.slug} for party in kept.parties),
    ],
    "claims:comment_change": lambda kept: [{"ref": kept.claims[0].ref, "pk": kept.comment.pk}],
    **dict.fromkeys(
        [f"claims:{name}" for name in ("passage", "passage_file", "mend", "remove_passage")],
        lambda kept: [{"key": claim.citation_id} for claim in kept.claims],
    ),
    **dict.fromkeys(
        ["claims:source", "sources:upload", "sources:fetch"]
        + [f"claims:{name}_source" for name in ("edit", "remove", "restrict")],
        lambda kept: [{"slug": source.slug} for source in kept.sources],
    ),
    "claims:source_references": lambda kept: [{"slug": source.slug, "suffix": "bib"} for source in kept.sources],
    **dict.fromkeys(
        ["claims:capture"] + [f"sources:{n}" for n in ("capture_file", "capture_exchange", "takedown", "release")],
        lambda kept: [{"slug": copy.source.slug, "pk": copy.pk} for copy in kept.captures],
    ),
    "sources:page_picture": lambda kept: [
        {"slug": copy.source.slug, "pk": copy.pk, "page": 1} for copy in kept.captures
    ],
    **dict.fromkeys(
        ["claims:station", "claims:same_place"], lambda kept: [{"slug": kept.subject_of("station").slug}]
    ),
    "claims:same_place_change": lambda kept: [
        {"slug": kept.subject_of("station").slug, "pk": kept.same_place.pk},
    ],
    "claims:agreement": lambda kept: [{"slug": kept.subject_of("agreement").slug}],
    "claims:subject": lambda kept: [{"slug": subject.slug} for subject in kept.subjects],
    **dict.fromkeys(
        ["claims:row", "claims:row_text"],
        lambda kept: [_row(kept)],
    ),
    "dossiers:row_image": lambda kept: [
        {**_row(kept), "suffix": suffix} for suffix in ("svg", "png")
    ],
    **dict.fromkeys(
        ["claims:party", "claims:edit_party", "claims:merge_party", "claims:remove_party"],
        lambda kept: [{"slug": party.slug} for party in kept.parties],
    ),
    **dict.fromkeys(["sources:fetched", "sources:cancel_fetch"], lambda kept: [{"key": kept.fetch.key}]),
    "operations:audit_record": lambda kept: [
        *({"kind": "claims", "name": claim.ref} for claim in kept.claims),
        *({"kind": "sources", "name": source.slug} for source in kept.sources),
        *({"kind": "parties", "name": party.slug} for party in kept.parties),
        *({"kind": "subjects", "name": subject.slug} for subject in kept.subjects),
    ],
    "api:claim": lambda kept: [{"ref": claim.ref} for claim in (*kept.claims, kept.sent)],
    "api:source": lambda kept: [{"slug": source.slug} for source in kept.sources],
    "api:party": lambda kept: [{"slug": party.slug} for party in kept.parties],
    "api:subject": lambda kept: [{"slug": subject.slug} for subject in kept.subjects],
    "api:station": lambda kept: [{"slug": kept.subject_of("station").slug}],
    "api:agreement": lambda kept: [{"slug": kept.subject_of("agreement").slug}],
    "claims:letter_sent": lambda kept: [{"number": kept.letter.number}],
    **dict.fromkeys(["claims:letter", "claims:letter_forget"], lambda kept: [{"pk": kept.letter.pk}]),
    **dict.fromkeys(
        [f"claims:import_{name}" for name in ("file", "columns", "check", "write", "stop", "discard")],
        lambda kept: [{"key": kept.brought_file.key}],
    ),
    "claims:import_checked_file": lambda kept: [
        {"key": kept.brought_file.key, "suffix": suffix} for suffix in ("csv", "xlsx")
    ],
    **dict.fromkeys(["claims:import", "claims:import_undo"], lambda kept: [{"key": kept.imported}]),
    **dict.fromkeys(["claims:saved", "claims:discard_kept"], lambda kept: [{"form_key": kept.form_key}]),
    **dict.fromkeys(["dossiers:export", "dossiers:cancel"], lambda kept: [{"key": kept.export.key}]),
    **dict.fromkeys(
        ["dossiers:export_file", "dossiers:export_signature"],
        lambda kept: [
            {"sha256": digest, "suffix": suffix}
            for digest, suffix in (
                (kept.export.sha256, "pdf"), *((copy.file.sha256, "html") for copy in kept.captures),
            )
        ],
    ),
}  # fmt: skip

# Where nothing of a desk has an address, however much of it the answer might hold: these are asked as they are.
EVERYWHERE: dict[str, Values] = {
    **{
        name: [ITALY]
        for name in (
            "claims:country", "claims:country_changes", "claims:country_changes_feed", "dossiers:options",
            "claims:embedded_country", "dossiers:since", "dossiers:country_ftm", "api:country", "api:country_accounts",
        )
    },
    "claims:country_references": [{**ITALY, "suffix": suffix} for suffix in ("bib", "json")],
    "dossiers:download": [{**ITALY, "suffix": suffix} for suffix in ("html", "md", "csv", "json")],
    "dossiers:make": [{**ITALY, "suffix": "json"}],
    "dossiers:whole_file": [{"suffix": "sqlite"}],
    "dossiers:release_file": [{"version": "2026.12.01", "suffix": suffix} for suffix in ("zip", "cff", "json")],
    "dossiers:words_file": [{"what": what, "suffix": "json"} for what in ("dictionary", "codebook")],
    "claims:sitemap_section": [{"section": name} for name in ("claims", "sources", "stations", "parties")],
    "claims:find": [{"kind": kind} for kind in LOOKUPS],
    **{name: [{"slug": "existence"}] for name in ("claims:question", "api:question")},
    "claims:import_template_file": [{"kind": "claims", "suffix": suffix} for suffix in ("csv", "xlsx")],
    "claims:wanted_sort": [{"sort": "copy"}],
    "claims:wanted_sort_file": [{"sort": "copy", "suffix": "csv"}],
    "claims:conflict_file": [{"suffix": suffix} for suffix in ("csv", "json", "atom")],
    "claims:corrections_log_file": [{"suffix": suffix} for suffix in ("csv", "json", "atom")],
    **{
        name: [{"suffix": suffix} for suffix in ("csv", "json", "jsonl")]
        for name in (
            "stations:country_file", "stations:station_file", "stations:agreement_file", "claims:question_file",
            "claims:claim_file", "claims:source_file", "claims:wanted_file", "claims:party_file", "claims:search_file",
        )
    },
}  # fmt: skip

# Of accounts, desks and searches alone: a row of theirs is never a desk's own.
OF_NO_DESK = {
    "users:confirm_address", "operations:audit_person",
    "users:person", "users:change_invitation", "users:accept_invitation", "users:desk", "users:revoke_token",
    "operations:try_again",
    "claims:search", "claims:search_correct", "api:search",
    "mfa_remove_webauthn", "mfa_edit_webauthn", "account_reset_password_from_key", "end_session",
}  # fmt: skip


def names_without_a_place() -> set[str]:
    """Addresses with something to fill in that are in none of the lists above."""
    known = {*PLACES, *EVERYWHERE, *OF_NO_DESK}
    filled = {
        name for name, pattern in ADDRESSES.items()
        if pattern.pattern.converters or getattr(pattern.pattern, "regex", re.compile("")).groupindex
    }  # fmt: skip
    return filled - known


@dataclass(frozen=True)
class Answer:
    """What can be told from an answer: its status, the headers that speak of the content, its text, its queries."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str


SHORT = 4  # what has no more letters stands on many pages for something else
APART = ("kind", "suffix", "page")
OF_A_ROW = {"ref", "slug", "pk", "key", "form_key", "number", "sha256", "name"}


@dataclass(frozen=True)
class Place:
    """Where a row of the desk would stand. Those are `alike` that differ in nothing but the row that they name."""

    address: str
    alike: tuple[str, ...]
    names: tuple[str, ...]

    def without_names(self, answer: Answer) -> Answer:
        """The answer as that of any row: without what it says again of its own address."""
        headers = tuple((name, self._without(told)) for name, told in answer.headers)
        return Answer(answer.status, headers, self._without(answer.text))

    def _without(self, text: str) -> str:
        for written in (self.address, quote(self.address, safe=""), *self.names):
            text = text.replace(written, "…")
        return text


def own_places(kept: Planted) -> Iterator[Place]:
    """Where the rows of the desk would stand; beside them the passage that all may read, which is like no other."""
    for name, of in PLACES.items():
        for values in of(kept):
            assert set(values) <= OF_A_ROW.union(APART), values
            apart = [str(values.get(each, "")) for each in APART]
            seen = "seen" if values.get("key") == kept.passage_of_all else ""
            names = [str(named) for each, named in values.items() if each in OF_A_ROW and len(str(named)) > SHORT]
            yield Place(reverse(name, kwargs=values), (name, *apart, seen), tuple(names))


def own_addresses(kept: Planted) -> list[str]:
    """The same without saying more of them."""
    return [place.address for place in own_places(kept)]


def addresses_of_all() -> Iterator[tuple[str, str]]:
    """Every address that names no row of the desk, with the name of the site that it has."""
    for name in ADDRESSES:
        if name in PLACES or name in OF_NO_DESK:
            continue
        for values in EVERYWHERE.get(name, [{}]):
            yield name, reverse(name, kwargs=values)


# The lists in which each way of asking is tried; the others are searched only.
ASKED_IN_EACH_WAY = {
    "claims:claim_list", "claims:source_list", "claims:country", "dossiers:download", "claims:find", "api:claims",
    "api:country_accounts",
}  # fmt: skip


def queries(name: str, address: str, kept: Planted) -> list[str]:
    """What can be asked of a page that would lead to a row of the desk; the planted word is in none.

    The formats of a dossier are drawn from one selection of statements: it is made in each way for one of them.
    """
    named = {"party": kept.parties[0].slug, "subject": kept.subjects[0].slug, "source": kept.sources[0].slug}
    if name in ASKED_IN_EACH_WAY and (name != "dossiers:download" or address.endswith(".json")):
        ways = [urlencode({way: slug}) for way, slug in named.items()]
        return [*ways, urlencode({"q": SOUGHT}), "state=all", "said_by=2022-12-31", "as_of=2026-01-01", "drafts=yes"]
    return [urlencode({"q": SOUGHT})] if decision_of(ADDRESSES[name].callback).understands else []


CHANGING = (
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), "csrf"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "uuid"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|\+00:00)?"), "now"),
    (re.compile(r'name="token" value="[^"]*"|How much is \w+ plus \w+'), "a sum"),
    (re.compile(r"\b\d\d:\d\d(:\d\d)?\b"), "now"),
)
TELLING = ("ETag", "Last-Modified", "Location", "Content-Disposition", "Link", "Cache-Control", "Allow", "Vary")


def answer_of(client: Client, address: str, *, method: str = "GET", **sent: Any) -> Answer:
    """Ask, and keep what does not change by itself from one second to the next."""
    answer: Any = client.post(address, sent) if method == "POST" else client.get(address)
    headers = tuple((name, _steady(answer.headers[name])) for name in TELLING if name in answer.headers)
    return Answer(answer.status_code, headers, _steady(text_of(answer)))


def text_of(answer: HttpResponse) -> str:
    """All that the answer says, also inside an archive or a PDF."""
    content = read_of(answer)
    kind = "pdf" if content.startswith(b"%PDF") else "file"
    return "\n".join(f"{name}\n{text}" for name, text in texts_in(kind, content))


def _steady(text: str) -> str:
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    return text
