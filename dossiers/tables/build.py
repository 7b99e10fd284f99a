"""The rows of a dossier's tables. Texts stand as recorded; each format makes them safe for its readers."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from dossiers.measured import When
from dossiers.plain import Dossier, NoteLine, QuestionPart, SourceLine
from dossiers.tables import columns as named
from dossiers.tables.columns import CHECKS, columns
from dossiers.tables.plain import Row, Table, Value
from sources.citing.runs import in_words


class Tables:
    """One dossier as tables: five that point at each other, or one in which each statement brings its source."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.sources = {source.slug: source for source in dossier.sources}
        self.apart = {line.note: line.why for line in dossier.listed_apart}

    def flat(self) -> Table:
        """One row for each statement, with its passage and its source in the row."""
        return Table("statements", _("Statements"), columns(named.FLAT), tuple(self.flat_rows()), key="statement_ref")

    def flat_names(self) -> list[str]:
        """The names of its columns."""
        return [column.name for column in columns(named.FLAT)]

    def flat_rows(self) -> Iterator[Row]:
        """Its rows, one at a time."""
        for note in self.dossier.notes:
            yield {**self.statement(note), **_citation(note), **_source(self.sources[note.source])}

    def all(self) -> tuple[Table, ...]:
        """Statements, citations, sources, relays and questions, each once."""
        return (self.statements(), self.citations(), self.of_sources(), self.relays(), self.questions())

    def statements(self) -> Table:
        """One row for each statement."""
        rows = tuple({**self.statement(note), "citation": self.keys[note.number]} for note in self.dossier.notes)
        points = {"citation": "citations", "source": "sources", "question": "questions"}
        return Table("statements", _("Statements"), columns(named.STATEMENTS), rows, "statement_ref", points)

    def citations(self) -> Table:
        """One row for each passage, however many statements rest on it."""
        resting: dict[str, list[NoteLine]] = {}
        for note in self.dossier.notes:
            resting.setdefault(self.keys[note.number], []).append(note)
        rows = tuple(
            {"citation": key, **_citation(notes[0]), "statements": _refs(notes)} for key, notes in resting.items()
        )
        points = {"source": "sources"}
        return Table("citations", _("Citations"), columns(named.CITATIONS), rows, "citation", points)

    def of_sources(self) -> Table:
        """One row for each source."""
        cited: dict[str, list[NoteLine]] = {}
        for note in self.dossier.notes:
            cited.setdefault(note.source, []).append(note)
        rows = tuple(
            {
                **_source(source),
                "entry": in_words(source.runs),
                "statements": _refs(cited.get(source.slug, ())),
            }
            for source in self.dossier.sources
        )
        return Table("sources", _("Sources"), columns(named.SOURCES), rows, key="source")

    def relays(self) -> Table:
        """One row for each step from the text that was read to the speaker."""
        rows: tuple[Row, ...] = tuple(
            {"statement_ref": note.ref, "step": step, "who": who}
            for note in self.dossier.notes
            for step, who in enumerate(note.chain, start=1)
        )
        points = {"statement_ref": "statements"}
        return Table("relays", _("Relays"), columns(named.RELAYS), rows, points_to=points)

    def questions(self) -> Table:
        """One row for each question that a statement here answers."""
        answered: dict[str, list[NoteLine]] = {}
        for note in self.dossier.notes:
            answered.setdefault(note.question, []).append(note)
        parts = {part.slug: part for heading in self.dossier.headings for part in heading.questions}
        rows = tuple(
            {
                "question": asked.slug,
                "wording": asked.wording,
                "heading": asked.heading,
                "heading_title": asked.heading_title,
                "answer_type": asked.answer_type,
                "lines": " ".join(dict.fromkeys(line for note in answered[asked.slug] for line in note.lines)),
                **_compared(parts.get(asked.slug)),
            }
            for asked in self.dossier.questions
        )
        return Table("questions", _("Questions"), columns(named.QUESTIONS), rows, key="question")

    @cached_property
    def keys(self) -> dict[int, str]:
        """The key of each note's passage: its source and a number, in the order of the notes."""
        known: dict[str, dict[tuple[Value, ...], str]] = {}
        keys = {}
        for note in self.dossier.notes:
            passages = known.setdefault(note.source, {})
            keys[note.number] = passages.setdefault(
                tuple(_citation(note).values()), f"{note.source}/{len(passages) + 1}"
            )
        return keys

    def statement(self, note: NoteLine) -> dict[str, Value]:
        """What one statement says, without its passage."""
        count = note.count or {}
        return {
            "country": self.dossier.country.code,
            "lines": " ".join(note.lines),
            "note": note.number,
            "statement_ref": note.ref,
            "state": note.state,
            "question": note.question,
            "about": note.subject,
            "about_kind": note.subject_kind,
            "side": note.side,
            "speaker": note.speaker,
            "spoken_by": note.spoken_by,
            "asked_by": note.asked_by,
            "stance": note.stance,
            "answer": note.answer,
            "answer_type": note.answer_type,
            "count_operator": count.get("operator", ""),
            "count": count.get("low"),
            "count_to": count.get("high"),
            "count_unit": count.get("unit", ""),
            "count_scope": count.get("scope", ""),
            "statement": note.sentence,
            **_dates("said_on", note.said_on),
            **_dates("about_period", note.about_period),
            "source": note.source,
            "way_here": " → ".join(note.chain),
            "origin_stated": "yes" if note.origin_stated else "no",
            **_checks(note),
            **self.linked(note),
            "public_note": note.public_note,
            "recorded_at": self.dossier.made_at,
            "said_by": self.dossier.said_by,
            "as_of": self.dossier.as_of,
            "listed_apart": self.apart.get(note.number, ""),
        }

    def linked(self, note: NoteLine) -> dict[str, Value]:
        """The statements that it hangs together with, and what it says of two stations."""
        judged = (one for one in self.dossier.same_places if one.ref == note.ref)
        return {
            "restates": " ".join(note.restates),
            "builds_on": " ".join(note.builds_on),
            "rebuts": " ".join(note.rebuts),
            "replaces": " ".join(note.replaces),
            "same_place": "; ".join(
                f"{one.first} {one.second}: {one.judgement}{' (read by the desk)' if one.desk_reading else ''}"
                for one in judged
            ),
        }


def _citation(note: NoteLine) -> dict[str, Value]:
    return {
        "source": note.source,
        "passage": note.exact,
        "passage_words": note.words,
        "passage_language": note.language,
        "translation": note.translation,
        "translated_by": note.translated_by,
        "locator_label": note.locator_label,
        "locator": note.locator,
        "quote_check": note.quote_check,
        "quote_page": note.quote_page,
        "copy_sha256": note.copy_sha256,
    }


def _checks(note: NoteLine) -> dict[str, Value]:
    days = {f"checked_{line.kind}": line.on for line in note.checked}
    return {
        **{name: days.get(name, "") for name in CHECKS},
        "original_not_seen": note.original,
        "not_checked_twice": note.alone,
    }


def _compared(part: QuestionPart | None) -> dict[str, Value]:
    if part is None:
        return {"compared": "", "conflicts": ""}
    return {"compared": part.verdict_words, "conflicts": " ".join(one.sentence for one in part.conflicts)}


def _dates(name: str, when: When | None) -> dict[str, Value]:
    return {
        f"{name}_edtf": when.edtf if when else "",
        f"{name}_earliest": when.earliest if when else "",
        f"{name}_latest": when.latest if when else "",
    }


def _refs(notes: Iterable[NoteLine]) -> str:
    return " ".join(note.ref for note in notes)


def _source(source: SourceLine) -> dict[str, Value]:
    csl = source.csl
    return {
        "source": source.slug,
        "source_type": csl.get("type", ""),
        "source_title": csl.get("title", ""),
        "source_translated_title": csl.get("custom", {}).get("translated-title", ""),
        "source_authors": "; ".join(author["literal"] for author in csl.get("author", [])),
        "source_publisher": csl.get("publisher", ""),
        "source_container": csl.get("container-title", ""),
        "source_number": csl.get("number", csl.get("DOI", "")),
        "source_version": csl.get("version", ""),
        "source_language": csl.get("language", ""),
        "source_issued_edtf": source.issued.edtf if source.issued else "",
        "source_copy": source.copy_kind,
        "source_url": csl.get("URL", ""),
        "source_archive_url": csl.get("archive_location", ""),
        "source_accessed_edtf": source.accessed.edtf if source.accessed else "",
        "source_note": source.remark,
    }
