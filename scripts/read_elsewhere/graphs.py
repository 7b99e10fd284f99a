"""What is linked: FollowTheMoney, PROV, Web Annotation, and the JSON-LD in pages."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from scripts.read_elsewhere.site import Differs, Site, in_order, library, run, same

CONTEXTS = {
    # What the two contexts say of the words that are used; the sites that hold them are not asked.
    "https://schema.org": {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"},
    "http://www.w3.org/ns/anno.jsonld": {
        "@vocab": "http://www.w3.org/ns/oa#",
        "id": "@id",
        "type": "@type",
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "oa": "http://www.w3.org/ns/oa#",
    },
}
OA = "http://www.w3.org/ns/oa#"


def ftm_by_its_program(site: Site) -> str:
    """FollowTheMoney, by the ftm program and its package."""
    file = site.file("/data/on-record.ftm.json")
    run("ftm", "validate", "-i", file, "-o", site.folder / "valid.json")
    model = library("followthemoney").model
    written = [json.loads(line) for line in file.read_text().splitlines()]
    read = [model.get_proxy(json.loads(line)) for line in (site.folder / "valid.json").read_text().splitlines()]
    in_order([one.id for one in read], [one["id"] for one in written], "entity")
    edges = [one for one in read if one.schema.name == "Documentation"]
    same(
        ((key, one.first("description") or "") for one in edges for key in one.get("recordId")),
        ((key, one["properties"].get("description", [""])[0]) for one in written
         if one["schema"] == "Documentation" for key in one["properties"]["recordId"]),
        "statements",
    )  # fmt: skip
    keys = {key for one in edges for key in one.get("recordId")}
    same(keys, {row["ref"] for row in site.rows("claims") if row["state"] == "published"}, "statements")
    ids = {one.id for one in read}
    loose = [
        value for one in read for name, value in one.itervalues() if name.type.name == "entity" and value not in ids
    ]
    if loose:
        raise Differs(f"{len(loose)} pointers lead to no entity, such as {loose[0]}")
    return f"{len(read)} entities valid and unchanged, {len(keys)} statements, no pointer into nothing"


def prov_by_prov(site: Site) -> str:
    """PROV of each statement, by the prov package."""
    model = library("prov.model")
    for row in site.rows("claims"):
        document = model.ProvDocument.deserialize(content=site.text(f"/claims/{row['ref']}/prov.json"), format="json")
        words = {str(value) for record in document.get_records() for _name, value in record.attributes}
        if row["statement"] not in words or (row["quote"] and row["quote"] not in words):
            raise Differs(f"{row['ref']}: its statement or its words are not there")
        document.serialize(format="rdf", rdf_format="turtle") if row is site.rows("claims")[0] else None
    return f"{len(site.rows('claims'))} documents, each with its statement and its words"


def annotations_by_pyld(site: Site) -> str:
    """Web Annotation of each passage, by PyLD."""
    passages = {row["quote"]: row for row in site.rows("claims") if row["quote"]}
    keys = {_passage(site, row["ref"]): quote for quote, row in passages.items()}
    for key, quote in keys.items():
        (read,) = _expanded(json.loads(site.bytes(f"/passages/{key}.json")))
        quoted = [
            words["@value"]
            for target in read[OA + "hasTarget"]
            for selector in target.get(OA + "selector", [])
            for words in selector.get(OA + "exact", [])
        ]
        if read["@type"] != [OA + "Annotation"] or not quoted or _left_of(quote, quoted):
            raise Differs(f"/passages/{key}/: the words are {quoted}, expected {quote!r}")
    return f"{len(keys)} annotations, each with its words"


def json_ld_by_extruct(site: Site) -> str:
    """JSON-LD in the page of each statement, by extruct and PyLD."""
    extruct = library("extruct")
    schema = "https://schema.org/"
    for row in site.rows("claims"):
        page = f"/claims/{row['ref']}/"
        blocks = extruct.extract(site.text(page), base_url=site.address + page, syntaxes=["json-ld"])["json-ld"]
        (claim,) = (one for block in blocks for one in _expanded(block) if one["@type"] == [schema + "Claim"])
        said = claim[schema + "text"][0]["@value"]
        if said != row["statement"] or urlsplit(claim["@id"]).path != page:
            raise Differs(f"{page}: it says {said!r}, expected {row['statement']!r}")
        quoted = [part[schema + "text"][0]["@value"] for part in claim.get(schema + "hasPart", [])]
        if row["quote"] and quoted != [row["quote"]]:
            raise Differs(f"{page}: the words are {quoted}, expected {row['quote']!r}")
    return f"{len(site.rows('claims'))} pages, each with its statement and its words"


def _left_of(quote: str, parts: list[str]) -> str:
    """What of a quotation is in none of its parts, marks around it and ellipses aside."""
    left, words = "", quote
    for part in parts:
        before, found, words = words.partition(part)
        left += before if found else part
    return re.sub(r"[\W_]+", "", left + words)


def _passage(site: Site, ref: str) -> int:
    key: int = json.loads(site.bytes(f"/api/v1/claims/{ref}/?fields=passage.key"))["passage"]["key"]
    return key


def _expanded(document: dict[str, Any]) -> list[dict[str, Any]]:
    pyld = library("pyld")

    def known(address: str, _options: Any) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": CONTEXTS[address.rstrip("/")]}}

    expanded: list[dict[str, Any]] = pyld.jsonld.expand(document, {"documentLoader": known})
    return expanded


READERS = (ftm_by_its_program, prov_by_prov, annotations_by_pyld, json_ld_by_extruct)
