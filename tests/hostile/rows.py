"""Who sends hostile requests, and rows in every state on whose pages a form of ours stands."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pghistory
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.importing.plan import Outcome
from claims.importing.sealed import seal_outcomes
from claims.importing.writing import IMPORTED
from claims.models import BroughtFile, Claim
from sources.letters import challenge as challenges
from sources.models import Letter
from tests import factories as make
from tests.factories import PASSWORD
from tests.running.test_queue import become, queued
from tests.users import codes
from users.actions.addresses import token_for
from users.models import Role, User

OPEN, EXPIRED, REVOKED = "an-open-link", "an-expired-link", "a-revoked-link"
UNSENT = UUID(int=7)
ANOTHER = "another-mailbox@inbox.example"
TOKEN = "abcdefgh" * 4  # against forgery; the same letter throughout would fit any other such


@dataclass(frozen=True)
class Scene:
    """One of each role, with a browser: the author made what lies about, the stranger made nothing.

    A reader has no name. `pages` are those on which forms stand that a scene of published statements does not show;
    `known` are the rows that a filled form names.
    """

    people: dict[str, User]
    browsers: dict[str, Client]
    pages: dict[str, str]
    known: dict[str, str]


def scene() -> Scene:
    """People who are signed in, and what they made."""
    people = {
        "author": make.make_user(role=Role.CONTRIBUTOR, password=PASSWORD),
        "stranger": make.make_user(role=Role.CONTRIBUTOR, password=PASSWORD),
        "editor": make.make_user(role=Role.EDITOR, password=PASSWORD),
        "administrator": make.make_user(role=Role.ADMINISTRATOR, password=PASSWORD),
    }
    secret = codes.set_up_app(people["editor"])
    signed = {"reader": Client(), **{name: codes.sign_in(people[name]) for name in people if name != "editor"}}
    signed["editor"] = codes.sign_in(people["editor"], code=codes.code_now(secret))
    assert all(codes.is_signed_in(signed[name]) for name in people)
    browsers = {name: checked(client) for name, client in signed.items()}
    pages, known = _pages(people)
    return Scene(people, browsers, pages, {**known, **{name: person.email for name, person in people.items()}})


def checked(client: Client, token: str | None = TOKEN) -> Client:
    """The same browser, of whose forms the site checks, as it always does, that they are from a page of its own."""
    own = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": token} if token else None)
    own.cookies = deepcopy(client.cookies)
    own.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    return own


def _pages(people: dict[str, User]) -> tuple[dict[str, str], dict[str, str]]:
    author, editor = people["author"], people["editor"]
    draft = _claim(author, statement="A draft.")
    waiting = _claim(author, state="in_review")
    alone = make.make_claim(created_by=editor, reviewed_by=editor, published_alone=True)
    withdrawn = make.make_claim(state="withdrawn", created_by=author)
    remark = make.make_comment(waiting, written_by=author, written_at=timezone.now())
    export = make.make_export_in_hand(made_by=author)
    letter: Letter = make.make_letter(contact="someone@inbox.example")
    desk = make.make_desk(members=[author])
    search = make.make_search(searched_by=author)
    note = make.make_desk_note(claim=draft, written_by=author)
    make.make_unsent_form(kept_for=author, form_key=UNSENT)
    root = _alike()
    _invitations()
    become(queued(), "failed")
    brought, checked, waiting_file, key = _imports(
        author
    )  # last: what is written in the transaction of an act counts to it
    pages = {
        "the page of a draft": f"/claims/{draft.ref}/",
        "amending a draft": f"/claims/{draft.ref}/amend/",
        "discarding a draft": f"/claims/{draft.ref}/discard/",
        "the page of what waits": f"/claims/{waiting.ref}/",
        "reviewing": f"/review/{waiting.ref}/",
        "the queue": "/review/",
        "a comment": f"/claims/{waiting.ref}/comments/{remark.pk}/",
        "what was published alone": f"/claims/{alone.ref}/",
        "publishing again": f"/claims/{withdrawn.ref}/restore/",
        "what looks alike": "/checking/restatements/",
        "an export in hand": f"/exports/{export.key}/",
        "a letter": f"/corrections/letters/{letter.pk}/",
        "a desk": f"/desks/{desk.slug}/",
        "who did what to a draft": f"/audit/claims/{draft.ref}/",
        "a fetch in hand": f"/fetches/{make.make_fetch(asked_by=author).key}/",
        "a note of the desk": f"/kept/{note.pk}/",
        "taking a note out": f"/kept/{note.pk}/delete/",
        "another address of an account": reverse("users:confirm_address", args=[token_for(author, ANOTHER)]),
        "a search": f"/searches/{search.slug}/correct/",
        "an unsent form": f"/claims/new/?form_key={UNSENT}",
        "the columns of a file": f"/imports/files/{brought.key}/",
        "the rows of a file": f"/imports/files/{checked.key}/",
        "a file in hand": f"/imports/files/{waiting_file.key}/",
        "an import": f"/imports/{key}/",
        "a token": f"/accounts/tokens/{make.make_token(owner=author).pk}/revoke/",
        "an invitation": f"/invitations/{OPEN}/",
        "the invitations": "/people/invitations/",
    }
    asked = challenges.ask(at=timezone.now() - timedelta(minutes=1))
    answers = {"token": asked.token, "sum": str(asked.first + asked.second)}
    return pages, {
        **answers,
        "published": alone.ref,
        "waiting": waiting.ref,
        "root": root.ref,
        "station": draft.subject.slug,
    }


def _imports(author: User) -> tuple[BroughtFile, BroughtFile, BroughtFile, UUID]:
    """A file in each place in which it has a form, and an import that was done."""
    new = {"counts": {"new": 1}, "outcomes": seal_outcomes([Outcome(2, "new", label="An invented bureau")])}
    checked = make.make_brought_file(kept_for=author, state="checked", **new)
    with pghistory.context(who=author.pk, why=IMPORTED, file="5" * 64) as act:
        make.make_source(title="Brought by an import")
    in_hand = make.make_brought_file(kept_for=author, state="to_check")
    return make.make_brought_file(kept_for=author), checked, in_hand, UUID(str(act.id))


def _claim(author: User, **fields: Any) -> Claim:
    return make.make_claim(published=False, created_by=author, choice="yes", subject=make.make_station(), **fields)


def _alike() -> Claim:
    question, speaker = make.make_question(answer_type="count"), make.make_party()
    both = [
        make.make_claim(question=question, asserted_by=speaker, count_value=11, statement=statement)
        for statement in ("Eleven, it says.", "Eleven, they say.")
    ]
    return both[0]


def _invitations() -> None:
    now = timezone.now()
    make.make_invitation(token=OPEN, sent_at=now)
    make.make_invitation(token=EXPIRED, sent_at=now - timedelta(days=30))
    revoked = make.make_invitation(token=REVOKED, sent_at=now)
    revoked.revoked_by, revoked.revoked_at = revoked.invited_by, now
    revoked.save()
