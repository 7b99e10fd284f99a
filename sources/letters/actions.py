"""Taking a letter in, and deciding about it. Readers see nothing of it before an editor decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import IO
from uuid import UUID

import pghistory
from django.db import transaction
from django.template.defaultfilters import date as in_words
from django.utils.translation import gettext as _

from sources.choices import CslType, LetterKind, LetterState
from sources.models import FileText, Letter, Source
from sources.preserving.actions import NotAllowedHere, NotPreserved, preserve_sent
from sources.preserving.whole import all_or_nothing
from users.models import User
from web import edtf
from web.locks import wait_for
from web.slugs import free_slug

UNKNOWN_LANGUAGE = "und"
CONTACT_KEPT = timedelta(days=30)
TEXT_NAME = "letter.txt"


@dataclass(frozen=True, kw_only=True)
class NewLetter:
    """A letter as somebody typed it. `about` is a path of this site, `attachment` a file that came along, seekable."""

    form_key: UUID
    kind: str
    text: str
    about: str = ""
    name: str = ""
    office: str = ""
    url: str = ""
    contact: str = ""
    attachment: IO[bytes] | None = None
    attachment_name: str = ""

    def as_file(self, *, at: datetime) -> bytes:
        """The text as it is preserved: what was sent, when, by whom. Never how to reach the sender.

        Nor the page that it is about, whose address may hold a name that has to be removed one day.
        """
        facts = [
            _("Letter to the desk of On Record"),
            _("Received: %(when)s UTC") % {"when": in_words(at, "j F Y, H:i")},
            _("Purpose: %(kind)s") % {"kind": LetterKind(self.kind).label},
            _("From: %(sender)s") % {"sender": ", ".join(filter(None, [self.name, self.office]))} if self.name else "",
            _("Also at: %(address)s") % {"address": self.url} if self.url else "",
        ]
        return ("\n".join(filter(None, facts)) + f"\n\n{self.text}\n").encode()


def receive(new: NewLetter, *, at: datetime) -> Letter:
    """Make a letter a source of the desk, with its text, and what came with it, as preserved copies.

    A form sent twice gives the letter of the first time. Raises NotPreserved, with nothing kept.
    """
    text = BytesIO(new.as_file(at=at))
    with all_or_nothing(text, new.attachment):
        wait_for(f"letter {new.form_key}")
        known = Letter.objects.filter(form_key=new.form_key).first()
        if known:
            return known
        with pghistory.context(at=at.isoformat(), why="A letter came."):
            letter = Letter.objects.create(source=_source(new, at), sent_at=at, **_columns(new))
        preserve_sent(letter.source, text, name=TEXT_NAME, at=at)
        if new.attachment is not None:
            preserve_sent(letter.source, new.attachment, name=new.attachment_name, at=at)
    return letter


def _columns(new: NewLetter) -> dict[str, object]:
    return {
        "form_key": new.form_key,
        "kind": new.kind,
        "about": new.about,
        "sender_name": new.name,
        "sender_office": new.office,
        "url": new.url,
        "contact": new.contact,
    }


def _source(new: NewLetter, at: datetime) -> Source:
    day = in_words(at, "j F Y")
    return Source.objects.create(
        slug=free_slug(Source, f"letter-of-{at.date().isoformat()}", otherwise="letter"),
        csl_type=CslType.PERSONAL_COMMUNICATION,
        title=_("Letter to the desk of %(day)s") % {"day": day},
        authors=new.name,
        language=UNKNOWN_LANGUAGE,
        restricted=True,
        restricted_reason=_("A letter. An editor decides whether readers see it."),
        **edtf.columns("issued", at.date().isoformat()),
    )


def says(letter: Letter, text: str) -> bool:
    """Whether this is what the letter said: a form that comes back changed is another letter."""
    kept = FileText.objects.filter(file__captures__source=letter.source, file__captures__name=TEXT_NAME).first()
    return kept is None or "".join(kept.text.split()).endswith("".join(text.split()))


def why_not_decide(by: User) -> str:
    """Why this person may not decide about letters, "" when they may. Runs no query."""
    return "" if by.may_publish else _("Only an editor decides about a letter.")


@transaction.atomic
def decide(letter: Letter, *, state: str, answer: str = "", by: User, at: datetime) -> Letter:
    """Accept a letter, answer it, or decline it. Accepted, its source is open to readers like any other.

    A decision can be changed, except that what readers rest on stays open. Raises NotAllowedHere, NotPreserved.
    """
    letter = Letter.objects.select_for_update(of=("self",)).select_related("source").get(pk=letter.pk)
    if refusal := why_not_decide(by):
        raise NotAllowedHere(refusal)
    if state not in LetterState.values or state == LetterState.WAITING:
        raise NotPreserved(_("Choose what becomes of the letter."))
    if state != LetterState.ACCEPTED and not answer.strip():
        raise NotPreserved(_("Say it in words: the sender reads them."))
    if state != LetterState.ACCEPTED and letter.source.citations.exists():
        raise NotPreserved(_("Statements rest on this letter: it stays accepted."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"A letter was decided about: {state}."):
        letter.state, letter.answer, letter.decided_by, letter.decided_at = state, answer.strip(), by, at
        letter.save(update_fields=["state", "answer", "decided_by", "decided_at"])
        _open(letter.source, to_readers=state == LetterState.ACCEPTED)
    return letter


def _open(source: Source, *, to_readers: bool) -> None:
    if source.restricted == to_readers:
        source.restricted = not to_readers
        source.restricted_reason = "" if to_readers else _("A letter. An editor decides whether readers see it.")
        source.save(update_fields=["restricted", "restricted_reason"])


@transaction.atomic
def forget_contact(letter: Letter, *, by: User) -> None:
    """Delete how to reach the sender, which cannot be had again: no history holds it. Raises NotAllowedHere."""
    if refusal := why_not_decide(by):
        raise NotAllowedHere(refusal)
    Letter.objects.filter(pk=letter.pk).update(contact="")


def forget_old_contacts(*, at: datetime) -> int:
    """Delete how to reach the senders of letters that were decided about a while ago; how many those were."""
    return Letter.objects.filter(decided_at__lt=at - CONTACT_KEPT).exclude(contact="").update(contact="")
