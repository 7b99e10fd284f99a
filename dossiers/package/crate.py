"""How the package came about, as an RO-Crate 1.1: which files, made from which sources and copies, by which program."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dossiers.package.bag import Packed
from dossiers.package.copies import Handed
from dossiers.plain import Dossier, SourceLine
from sources.citing.runs import in_words

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
FORM = "https://w3id.org/ro/crate/1.1"
HERE = "./"
MAKING, PROGRAM, MAKER, RIGHTS = "#making", "#on-record", "#publisher", "#rights"
MEDIA_TYPES = {
    "html": "text/html", "pdf": "application/pdf", "csv": "text/csv", "json": "application/json", "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "png": "image/png",
    "jpg": "image/jpeg", "mp3": "audio/mpeg", "mp4": "video/mp4", "m4a": "audio/mp4", "eml": "message/rfc822",
}  # fmt: skip
WHOSE = (
    "What is quoted, and the copies of sources, belong to those who wrote and published them; no right in them is "
    "claimed or passed on. A copy is here where an editor found that it may be handed over."
)
Entity = dict[str, Any]


def crate(
    dossier: Dossier, files: Mapping[str, Packed], handed: Iterable[Handed], *, digest: str, release: str
) -> dict[str, Any]:
    """ro-crate-metadata.json. `files` are those of the payload, by their names in it."""
    copies = {f"copies/{one.line.sha256}": one for one in handed}
    whole = _whole(dossier, files, digest)
    entities = [
        {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "conformsTo": {"@id": FORM}, "about": _to(HERE)},
        whole,
        _making(dossier, files),
        {"@id": PROGRAM, "@type": "SoftwareApplication", "name": "On Record", "softwareVersion": release},
        {"@id": MAKER, "@type": "Organization", "name": "On Record"},
        {"@id": RIGHTS, "@type": "CreativeWork", "name": "Rights", "description": WHOSE},
        *(_file(name, packed, copies) for name, packed in files.items()),
        *(_source(source) for source in dossier.sources),
        *_preserving(copies.values()),
    ]
    return {"@context": CONTEXT, "@graph": entities}


def _whole(dossier: Dossier, files: Iterable[str], digest: str) -> Entity:
    return {
        "@id": HERE,
        "@type": "Dataset",
        "name": dossier.title,
        "description": f"{dossier.summary.rests_on} {' '.join(dossier.summary.leaves_out)}".strip(),
        "identifier": f"urn:sha256:{digest}",
        "datePublished": dossier.made_at,
        "inLanguage": dossier.language,
        "license": _to(RIGHTS),
        "publisher": _to(MAKER),
        "hasPart": [_to(name) for name in files],
        "mentions": [_to(MAKING)],
    }


def _making(dossier: Dossier, files: Iterable[str]) -> Entity:
    return {
        "@id": MAKING,
        "@type": "CreateAction",
        "name": "The published statements were put together as they stood then.",
        "endTime": dossier.made_at,
        "instrument": _to(PROGRAM),
        "agent": _to(MAKER),
        "object": [_to(_name_of(source.slug)) for source in dossier.sources],
        "result": [_to(name) for name in files],
    }


def _file(name: str, packed: Packed, copies: Mapping[str, Handed]) -> Entity:
    ending = name.rpartition(".")[2]
    entity = {
        "@id": name,
        "@type": "File",
        "name": name,
        "contentSize": str(packed.size),
        "encodingFormat": MEDIA_TYPES.get(ending, "application/octet-stream"),
        "sha256": packed.sha256,
    }
    made_of = [{"@id": f"#copy-{one.line.sha256}"} for one in copies.values() if name in (one.file, one.text)]
    return {**entity, "isBasedOn": made_of} if made_of else entity


def _source(source: SourceLine) -> Entity:
    csl = source.csl
    addresses = [csl[key] for key in ("URL", "archive_location") if csl.get(key)]
    entity = {"@id": _name_of(source.slug), "@type": "CreativeWork", "name": str(csl.get("title") or source.slug)}
    return {**entity, "creditText": in_words(source.runs), **({"url": addresses} if addresses else {})}


def _preserving(copies: Iterable[Handed]) -> Iterator[Entity]:
    """Each copy, and that it was preserved from its source."""
    for one in copies:
        line = one.line
        yield {
            "@id": f"#copy-{line.sha256}",
            "@type": "CreativeWork",
            "name": f"A copy of {line.source}",
            "identifier": f"urn:sha256:{line.sha256}",
            "encodingFormat": line.media_type,
            "isBasedOn": _to(_name_of(line.source)),
            "creativeWorkStatus": ", ".join([line.handing, *one.remarks]),
        }
        yield {
            "@id": f"#preserving-{line.sha256}",
            "@type": "CreateAction",
            "name": "The copy was preserved.",
            "endTime": line.preserved_at,
            "object": _to(_name_of(line.source)),
            "result": {"@id": f"#copy-{line.sha256}"},
        }


def _name_of(slug: str) -> str:
    return f"#source-{slug}"


def _to(name: str) -> dict[str, str]:
    return {"@id": name}
