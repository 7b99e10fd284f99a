"""One statement as a footnote that a reader can paste: who, what, where it can be read."""

from django.utils.translation import gettext as _

from claims.accounts.statement import Document, Statement
from claims.choices import ClaimState
from claims.wording import answer_text, relay_steps, verb_in_sentence
from sources.untitled import untitled


def footnote_text(statement: Statement, address: str) -> str:
    """Plain text, complete by itself; `address` is the full address of the statement's page."""
    speaker = ", ".join(
        part for part in (statement.speaker.name, statement.speaker_name, statement.speaker_office) if part
    )
    when = f" ({statement.said_on})" if statement.said_on else ""
    through = [step.name for step in reversed(relay_steps(statement)[1:-1])]
    relayed = _(" Reached the source through %(steps)s.") % {"steps": ", ".join(through)} if through else ""
    place = f", {statement.passage.locator_label} {statement.passage.locator}" if statement.passage.locator else ""
    relayed += _(" Withdrawn by the editors.") if statement.state == ClaimState.WITHDRAWN else ""
    return _("%(speaker)s%(when)s: %(sentence)s %(document)s%(place)s.%(relayed)s On Record, %(address)s") % {
        "speaker": speaker,
        "when": when,
        "sentence": statement.sentence,
        "document": document_text(statement.passage.document),
        "place": place,
        "relayed": relayed,
        "address": address,
    }


def document_text(document: Document) -> str:
    """A source as a citation in plain text."""
    title = document.title or document.translated_title
    named = f"“{title}”" if title else goes_by(document)
    parts = [document.authors, named, document.container_title, document.publisher]
    parts = list(dict.fromkeys(parts))
    parts += [document.number, str(document.issued) if document.issued else _("undated"), document.url]
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
