"""Keep of a country's accounts what was chosen. Lines, notes, verdicts and conflicts stay those of the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.chosen import Chosen, narrowed
from claims.accounts.side_by_side import Accounts, HeadingRow
from claims.accounts.silence import Silence
from claims.accounts.statement import Statement
from claims.sides import side_of, side_title
from dossiers.choice import Choice
from stations.models import Country


def kept_of(accounts: Accounts, choice: Choice, country: Country) -> Accounts:
    """The accounts with the chosen questions and sides, and the notes and documents of what is kept.

    A conflict is kept where one end is: of its other end only the line number is named.
    """
    if not choice.narrows:
        return accounts
    kept, _hidden = narrowed(accounts, Chosen(frozenset(choice.sides), questions=frozenset(choice.questions)))
    kept = replace(
        kept,
        headings=tuple(_heading(heading, choice) for heading in kept.headings),
        silent_sides=_silent(kept.silent_sides, choice),
        listed_apart=tuple(each for each in kept.listed_apart if is_chosen(each.statement, choice, country)),
    )
    refs = {one.ref for card in kept.cards for one in (*card.statements, *card.retellings)}
    kept = replace(kept, notes=tuple(note for note in kept.notes if note.statement.ref in refs))
    cited = {note.statement.passage.document.slug for note in (*kept.notes, *kept.notes_apart)}
    return replace(kept, documents=tuple(document for document in kept.documents if document.slug in cited))


def is_chosen(one: Statement, choice: Choice, country: Country) -> bool:
    """Whether a statement answers a chosen question, and its speaker stands on a chosen side."""
    asked = not choice.questions or one.asked.slug in choice.questions
    return asked and (not choice.sides or side_of(one.speaker, country.code) in choice.sides)


def in_sentences(choice: Choice, country: Country, wordings: Mapping[str, str]) -> tuple[str, ...]:
    """What a dossier says of a choice, in sentences. `wordings` are the questions of the country by their slug."""
    sentences = []
    if choice.drafts:
        sentences.append(_("It holds drafts, which no editor has published. Do not publish it, and do not pass it on."))
    if choice.questions:
        many = len(choice.questions)
        told = ngettext(
            "Only one question was chosen: %(questions)s",
            "Only these questions were chosen: %(questions)s",
            many,
        )
        sentences.append(told % {"questions": "; ".join(wordings.get(slug, slug) for slug in choice.questions)})
    if choice.sides:
        titles = "; ".join(side_title(side, country) for side in choice.sides)
        sentences.append(_("Only what these sides say was chosen: %(sides)s.") % {"sides": titles})
    if choice.narrows:
        sentences.append(
            _("Line numbers, verdicts and conflicts are those of the whole record of the country, notes are numbered "
              "anew. A line that is named here and not printed stands on the country's page.")
        )  # fmt: skip
    return tuple(sentences)


def _heading(heading: HeadingRow, choice: Choice) -> HeadingRow:
    rows = (replace(row, silent=_silent(row.silent, choice)) for row in heading.questions)
    return replace(heading, questions=tuple(rows))


def _silent(silent: Iterable[Silence], choice: Choice) -> tuple[Silence, ...]:
    return tuple(each for each in silent if not choice.sides or each.side in choice.sides)
