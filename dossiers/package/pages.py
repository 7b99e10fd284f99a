"""The page and the text with which a person opens a package: index.html and README.txt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.template import engines
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.copies import Handing
from dossiers.labels import labels
from dossiers.languages import ENGLISH
from dossiers.package.copies import DIFFERS, MISSING, Handed
from dossiers.plain import Dossier, SourceLine
from sources.preserving import wording

HERE = Path(__file__).resolve().parent
# The names of the files of each format that is set in type: one, or the volumes of a large dossier.
Files = Mapping[str, Sequence[str]]
WITHOUT_CHECKING = "python3 verify.py"
STATES: dict[str, str | Promise] = {
    Handing.WHOLE: gettext_lazy("In this package, without what the file says of itself (author, device, place)."),
    Handing.HASH_ONLY: gettext_lazy("Known by its hash only: no editor has found that it may be handed over."),
    Handing.TAKEN_DOWN: gettext_lazy("Taken down; its hash stays."),
}
WRONG: dict[str, str | Promise] = {
    MISSING: gettext_lazy("Copy missing: it did not lie where copies are kept when this package was made."),
    DIFFERS: gettext_lazy("Copy differs from its recorded hash, so it was not put in."),
}
DATA = {
    "dossier.json": gettext_lazy("The whole dossier, for programs."),
    "dossier.schema.json": gettext_lazy("What stands where in it: a JSON Schema."),
    "dossier.csv": gettext_lazy("One row for each statement, its source in the row; opens in a spreadsheet."),
    "datapackage.json": gettext_lazy("The tables as a Frictionless data package: fields, keys, what points at what."),
    "sources.csl.json": gettext_lazy("The sources in CSL-JSON, for reference managers."),
    "annotations.json": gettext_lazy("Every passage by its place and its words: W3C Web Annotations."),
    "package.json": gettext_lazy("What became of each copy."),
    "ro-crate-metadata.json": gettext_lazy("How this package came about: an RO-Crate."),
}


@dataclass(frozen=True)
class KeptCopy:
    """One copy as the page shows it."""

    handed: Handed
    kind: str
    state: str
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class CitedSource:
    """A source with its copies."""

    line: SourceLine
    archive_url: str
    copies: tuple[KeptCopy, ...]


def index(dossier: Dossier, handed: Iterable[Handed], digest: str, files: Files, *, is_signed: bool = False) -> str:
    """index.html: opens from the file system, links everything, runs nothing and fetches nothing."""
    given = list(handed)
    template = engines["django"].from_string((HERE / "index.html").read_text())
    context = {
        "dossier": dossier,
        "labels": labels(dossier, ENGLISH),
        "digest": digest,
        "style": mark_safe((HERE / "index.css").read_text()),  # noqa: S308 - ours
        "sources": [_cited(source, given) for source in dossier.sources],
        "counts": counts(given),
        "wrong": [(one.line, WRONG[remark]) for one in given for remark in one.remarks],
        "is_signed": is_signed,
        "pages": files["html"],
        "prints": files["pdf"],
        "has_copies": bool(given),
        "data": DATA.items(),
        "tables": ["statements", "citations", "sources", "relays", "questions", "copies"],
        "command": WITHOUT_CHECKING,
    }
    return str(template.render(context))


def readme(dossier: Dossier, handed: Iterable[Handed], digest: str, files: Files) -> str:
    """README.txt: the same in plain text."""
    given, words = list(handed), labels(dossier, ENGLISH)
    parts = [
        words["draft"],
        "\n".join([words["site"], dossier.title, "=" * min(72, len(dossier.title))]),
        "\n".join([words[key] for key in ("motto", "made", "said_by", "as_of", "from", "cited_as") if words[key]]),
        *(["\n".join(dossier.choice.words)] if dossier.choice.words else []),
        f"{words['content']} {digest}",
        _("To read: open index.html, or data/%(page)s, or data/%(pdf)s.")
        % {"page": files["html"][0], "pdf": files["pdf"][0]},
        _("To check: run “%(command)s” in this folder. Python 3.9 or later is all it needs. Its last line says whether "
          "the package is whole; with --verbose it tells each thing that it looked at. Whoever can change this folder "
          "can change verify.py too: if you have a reason for doubt, take it from another package.")
        % {"command": WITHOUT_CHECKING},
        "\n".join([*counts(given), *wrong(given)]),
        _("data/texts holds what a machine read in the copies: verify.py looks for the quotations there. Preserved web "
          "pages end in .html.txt, so that opening one runs nothing and asks nothing of anybody; rename a copy of it "
          "to see the page."),
        _("Quotations and copies belong to those who wrote and published them; no right in them is passed on."),
        "\n".join([words["leaves_out"], *(f"- {sentence}" for sentence in dossier.summary.leaves_out)]),
        "\n".join(["data/", *(f"  {name}: {says}" for name, says in DATA.items())]),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def counts(handed: Iterable[Handed]) -> list[str]:
    """How many copies are here, and how many are known by their hash only."""
    given = list(handed)
    if not given:
        return [_("No copy of a source is kept.")]
    here = sum(1 for one in given if one.file)
    left = [one for one in given if not one.file]
    return [
        _("Copies of sources in this package: %(here)s of %(all)s.") % {"here": here, "all": len(given)},
        *(
            f"{sum(1 for one in left if one.line.handing == handing and not one.remarks)}: {says}"
            for handing, says in STATES.items()
            if any(one.line.handing == handing and not one.remarks for one in left)
        ),
    ]


def wrong(handed: Iterable[Handed]) -> list[str]:
    """What was wrong with copies on the shelf, by source and hash."""
    return [
        f"{one.line.source}, SHA-256 {one.line.sha256}: {WRONG[remark]}" for one in handed for remark in one.remarks
    ]


def _cited(source: SourceLine, handed: Iterable[Handed]) -> CitedSource:
    copies = tuple(
        KeptCopy(
            one,
            wording.kind(one.line.media_type),
            str(STATES[one.line.handing]) if one.file or not one.remarks else "",
            tuple(str(WRONG[remark]) for remark in one.remarks),
        )
        for one in handed
        if one.line.source == source.slug
    )
    return CitedSource(source, str(source.csl.get("archive_location", "")), copies)
