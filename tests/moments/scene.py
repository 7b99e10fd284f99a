"""Italy with statements before a day, after it, and with dates that do not say; and an address of every kind."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from claims.models import Claim
from tests import factories as make
from tests.moments.test_decisions import ADDRESSES
from tests.pages.reading import tags
from web.looking_back import decision_at

DAY = "2022-12-15"


@dataclass(frozen=True)
class Scene:
    """The statements, by what their dates say of the day, and the rows they stand on."""

    before: Claim
    after: Claim
    month: Claim
    undated: Claim

    @property
    def apart(self) -> tuple[Claim, Claim]:
        """Those that are listed apart."""
        return self.month, self.undated


def italy() -> Scene:
    """One station and one agreement each for: before the day, after it, either, unknown."""
    question = make.make_question(slug="existence")
    made = {}
    for name, said_on in {"before": "2022-12-03", "after": "2023-01-09", "month": "2022-12", "undated": ""}.items():
        made[name] = make.make_claim(
            subject=make.make_station(label=f"Station {name}"),
            question=question,
            choice="yes",
            asserted_by=make.make_party(slug=f"party-{name}", name=f"Party {name}"),
            asserted_on=said_on,
            statement=f"Said {name} the day.",
            citation=make.make_citation(source=make.make_source(slug=f"source-{name}", title=f"Article {name}")),
        )
        make.make_claim(
            subject=make.make_agreement(label=f"Agreement {name}"),
            asserted_by=made[name].asserted_by,
            asserted_on=said_on,
            citation=made[name].citation,
        )
    return Scene(**made)


def addresses(claim: Claim) -> dict[str, str]:
    """An address for every name of the site, on the rows of one statement; those of signing in have their own."""
    source, subject = claim.citation.source, claim.subject
    type(source).objects.filter(pk=source.pk).update(rights="public_record")
    capture = make.make_capture(source=source, content=b"<p>These are the exact words of the passage.</p>")
    make.make_file_text(file=capture.file, text="These are the exact words of the passage.")
    make.make_release(capture=capture)
    second = make.make_claim(subject=make.make_station(label="Station beside"), asserted_on=claim.asserted_on).subject
    judged = make.make_same_place(subject, second, claim=claim)
    agreement = Claim.objects.filter(citation=claim.citation, subject__kind="agreement").get().subject
    usual: dict[str, Any] = {
        "code": "it", "suffix": "json", "ref": claim.ref, "pk": capture.pk, "key": claim.citation_id, "page": 1,
        "form_key": UUID(int=1), "sha256": "0" * 64, "kind": "party", "sort": "copy", "uidb36": "1", "key_": "1",
        "what": "dictionary", "version": "2026.12.01", "section": "claims",
    }  # fmt: skip
    slugs = {
        "station": subject.slug,
        "same_place": subject.slug,
        "same_place_change": subject.slug,
        "agreement": agreement.slug,
        "subject": subject.parent.slug,
    }
    slugs |= {"note_new": claim.asserted_by.slug}
    slugs |= {"question": claim.question.slug, "party": claim.asserted_by.slug}
    found = {}
    for name, pattern in ADDRESSES.items():
        wanted = pattern.pattern.converters or dict.fromkeys(pattern.pattern.regex.groupindex)
        values = {key: usual.get(key, slugs.get(name.split(":")[-1], source.slug)) for key in wanted}
        if name in ("claims:row", "claims:row_text", "dossiers:row_image"):
            row = {"kind": "countries", "slug": "it", "key": claim.question.slug, "suffix": "svg"}
            values = {key: row[key] for key in wanted}
        if name in ("dossiers:export", "dossiers:cancel", "sources:fetched", "sources:cancel_fetch"):
            values = {"key": UUID(int=1)}
        if name.startswith("claims:import") and "key" in wanted:
            values["key"] = UUID(int=1)
        if name == "claims:same_place_change":
            values["pk"] = judged.pk
        try:
            found[name] = reverse(name, kwargs=values)
        except NoReverseMatch:
            assert ":" not in name, f"Give {name} values in tests/moments/scene.py."
    return found


def text_of(response: Any) -> str:
    """The whole answer as text; "" for what is no text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8-sig", errors="ignore") if b"\x00" not in content[:200] else ""


def links_without(html: str, path: str, moment: dict[str, str]) -> list[str]:
    """The links of a page that could carry the moment and do not, the ways back to today left out."""
    lost = []
    for link in tags(html, "a"):
        address = link.get("href", "")
        parts = urlsplit(address)
        if "data-as-it-is" in link or parts.scheme or parts.netloc or address.startswith("#") or not address:
            continue
        decision = decision_at(parts.path or path)
        query = dict(parse_qsl(parts.query))
        wanted = {name: value for name, value in moment.items() if decision and name in decision.understands}
        if any(query.get(name) != value for name, value in wanted.items()):
            lost.append(address)
    return lost


def now() -> datetime:
    """The clock of this machine."""
    return datetime.now(UTC)
