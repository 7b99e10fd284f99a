"""One statement as a footnote to paste, in the style that a reader chose: who, what, where it can be read."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from claims.accounts.statement import Document, Passage, Statement
from claims.choices import ClaimState
from claims.wording import alone_words, answer_text, relay_steps, verb_in_sentence
from sources.citing.citable import Cited, place
from sources.citing.processor import footnote, write
from sources.citing.runs import in_words
from sources.citing.styles import OWN, STYLES
from sources.untitled import untitled


def footnote_text(statement: Statement, address: str, style: str = OWN) -> str:
    """Plain text, complete by itself; `address` is the full address of the statement's page.

    In our own order it begins with who said what, in a citation style with the citation.
    """
    speaker = ", ".join(
        part for part in (statement.speaker.name, statement.speaker_name, statement.speaker_office) if part
    )
    when = f" ({statement.said_on})" if statement.said_on else ""
    said = f"{speaker}{when}: {statement.sentence}"
    cited = (
        _whole(statement.passage) if style == OWN else in_words(footnote(STYLES[style], cited_in(statement.passage)))
    )
    through = [step.name for step in reversed(relay_steps(statement)[1:-1])]
    parts = [said, cited] if style == OWN else [cited, said]
    if through:
        parts.append(_("Reached the source through %(steps)s.") % {"steps": ", ".join(through)})
    if statement.state == ClaimState.WITHDRAWN:
        parts.append(_("Withdrawn by the editors."))
    if alone := alone_words(statement):
        parts.append(f"{alone}.")
    return " ".join([*parts, _("On Record, %(address)s") % {"address": address}])


def cited_in(passage: Passage) -> Cited:
    """The place in its source that a passage is."""
    return Cited(passage.document, passage.locator_label, passage.locator, passage.copy_sha256)


def citations_in(style: str, passages: Iterable[Passage]) -> Callable[[Passage], str]:
    """The citation of each of these passages as plain text, all written at once. Raises web.pandoc.PandocFailed."""
    if style == OWN:
        return passage_text
    written = write(STYLES[style], map(cited_in, passages), numbered=False)
    return lambda passage: in_words(written.notes[cited_in(passage)])


def _whole(passage: Passage) -> str:
    """The citation in our own order with the copy in which its words were looked for."""
    copy = _("SHA-256 of the preserved copy: %(hash)s.") % {"hash": passage.copy_sha256} if passage.copy_sha256 else ""
    return f"{passage_text(passage)} {copy}".strip()


def passage_text(passage: Passage) -> str:
    """A passage in our own order: its source, and where in it."""
    where = place(passage.locator_label, passage.locator)
    return f"{document_text(passage.document)}{', ' if where else ''}{where}."


def document_text(document: Document) -> str:
    """A source as a citation in plain text."""
    title = document.title or document.translated_title
    named = f"“{title}”" if title else goes_by(document)
    parts = [document.authors, named, document.container_title, document.publisher]
    parts = list(dict.fromkeys(parts))
    parts += [document.number, str(document.issued) if document.issued else _("undated"), document.url]
    if document.archive_url:
        parts.append(_("archived at %(address)s") % {"address": document.archive_url})
    if document.accessed:
        parts.append(_("accessed %(date)s") % {"date": document.accessed})
    return ", ".join(part for part in parts if part)


def goes_by(document: Document) -> str:
    """What stands for a title that is not recorded: “Il Foglio”, “rsn.org”, “Untitled page”."""
    return untitled(document.csl_type, document.url, document.container_title, document.publisher)


def stand_words(statement: Statement) -> str:
    """“denies: a police station”, for titles and links."""
    answer = answer_text(statement.answer)
    verb = verb_in_sentence(statement.stance)
    return f"{verb}: {answer}" if answer else verb
