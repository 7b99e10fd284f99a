"""What makes each form of ours acceptable, so that one hostile value in it is the only thing that can be wrong.

A form that is not here is sent as its page shows it.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tests.factories import PASSWORD
from tests.hostile.forms import Form

Pairs = list[tuple[str, str]]

OTHER_WORDS = "quiet harbour lantern 51"
PAGE = "<p>These are the exact words of the passage, in a file that was sent.</p>"
REASON = {"reason": "It was wrong."}
REMOVAL = {"reason": "privacy", "note": "Asked for by letter.", "sure": "on", "copies": "down"}
SEARCH = {
    "what": "A statement", "where": "An archive", "searched_on": "2026-11-24", "result": "found_nothing",
    "period": "2022", "language": "it", "country": "IT", "note": "Nothing.",
}  # fmt: skip
STATEMENT = {
    "form_key": str(UUID(int=9)), "act": "save", "source_is": "here", "source": "source-before", "url": "",
    "exact": "There is one in Italy, the group said.", "words": "reported", "words_before": "", "words_after": "",
    "locator_label": "", "locator": "", "passage_language": "it", "translation": "", "translated_by": "",
    "subjects": "{station}", "question": "existence", "stance": "says", "choice": "yes", "speaker": "party-before",
    "speaker_name": "A spokesman", "speaker_office": "Press office", "statement": "There is one in Italy.",
    "asserted_on": "2022-12-05", "about_period": "2022", "relays": "", "origin_not_stated": "",
    "public_note": "A note.",
}  # fmt: skip

VALID: dict[str, dict[str, str]] = {
    "account_change_password": {"oldpassword": PASSWORD, "password1": OTHER_WORDS, "password2": OTHER_WORDS},
    "account_login": {"login": "{author}", "password": PASSWORD, "remember": "on"},
    "account_reauthenticate": {"password": PASSWORD},
    "account_reset_password": {"email": "{author}"},
    "claims:add_references": {"act": "add", "text": '[{"type": "report", "title": "A new one", "language": "en"}]'},
    "claims:amend": {"statement": "A better one.", "public_note": "A note.", "about_period": "2022"},
    "claims:chain": {"act": "save", "origin_not_stated": "on", **REASON},
    "claims:comment": {"text": "Look at the date."},
    "claims:comment_change": {"act": "save", "text": "Look at the day."},
    "claims:corrections": {
        "token": "{token}", "answer": "{sum}", "kind": "mistake",
        "about": "/countries/it/", "text": "It is otherwise.", "name": "A name",
        "office": "An office", "url": "https://site.example/", "contact": "someone@inbox.example", "website": "",
    },
    "claims:edit_party": {"name": "Another name", "note": "A note.", **REASON},
    "claims:edit_source": {"title": "Another title", "note": "A note.", **REASON},
    "claims:hold": {"copy": PAGE},
    "claims:import_bring": {"kind": "parties", "desk": "*", "file": "name,kind\nA new bureau,ngo\n"},
    "claims:keep": STATEMENT,
    "claims:letter": {"state": "accepted", "answer": "Thank you."},
    "claims:mend": {"act": "save", "exact": "Other words.", **REASON},
    "claims:merge_party": {"into": "party-after", "act": "merge", **REASON},
    "claims:new": STATEMENT,
    "claims:note_change": {"text": "A better note.", "why": "Somebody is in danger."},
    "claims:note_new": {"kind": "note", "text": "A note.", "why": "Somebody is in danger."},
    "claims:remove_claim": REMOVAL,
    "claims:remove_party": {**REMOVAL, "role": "An official"},
    "claims:remove_passage": REMOVAL,
    "claims:remove_source": REMOVAL,
    "claims:request_changes": {"text": "The date is missing."},
    "claims:restatements": {"act": "same", "root": "{root}"},
    "claims:restore": REASON,
    "claims:restrict_claim": {"act": "restrict", "restrict-reason": "Somebody is in danger."},
    "claims:restrict_source": {"act": "restrict", "restrict-reason": "Somebody is in danger."},
    "claims:review_several": {"act": "publish", "ref": "{waiting}"},
    "claims:same_place": {
        "act": "save", "judgement": "same", "whose": "desk", "other": "{station}", "statement": "{published}", **REASON,
    },
    "claims:same_place_change": {"becomes": "different", "reason": "Two doors.", "why": "They are not one."},
    "claims:search_correct": {**SEARCH, "why": "The day was wrong."},
    "claims:search_new": SEARCH,
    "claims:take_back": {"text": "Not ready."},
    "claims:withdraw": REASON,
    "dossiers:verify": {"sha256": "0" * 64},
    "end_session": {"session": "all"},
    "sources:takedown": {"reason": "privacy", "note": "Asked for.", "sure": "on"},
    "sources:upload": {"file": PAGE},
    "users:accept_invitation": {"password1": OTHER_WORDS, "password2": OTHER_WORDS},
    "users:change_invitation": {"act": "revoke"},
    "users:desk": {"name": "Another desk"},
    "users:desks": {"name": "A new desk"},
    "users:invitations": {"email": "somebody-new@inbox.example", "role": "contributor"},
    "users:make_token": {"name": "An invented program", "scopes": "desk:read", "days": "30"},
    "users:person": {"act": "rights", "role": "contributor", "why": "Asked for."},
}  # fmt: skip

# Forms that are not accepted here, and why.
NEVER_ACCEPTED = {
    "account_logout": "ends the session, and changes no other row",
    "dossiers:since": "compares a file, and saves nothing",
    "dossiers:verify": "looks a file up, and saves nothing",
    "mfa_activate_totp": "needs the code of an app",
    "mfa_add_webauthn": "needs a passkey",
    "mfa_login_webauthn": "needs a passkey",
    "mfa_reauthenticate": "needs the code of an app",
    "users:change_address": "sends a link, and saves nothing",
    **dict.fromkeys(
        ("operations:audit", "operations:audit_person", "operations:audit_record", "operations:own_acts"),
        "hands out a file, and notes no more than that it was taken",
    ),
}
# What is anybody's to do: with what is their own, and at the desk with what lies open to all of it.
READER_MAY = {
    "account_login", "account_reset_password", "claims:corrections", "dossiers:make", "dossiers:cancel",
    "users:accept_invitation",
}  # fmt: skip
STRANGER_MAY = {
    "account_change_password", "account_reauthenticate", "account_reset_password", "claims:comment",
    "claims:add_references", "claims:corrections", "claims:edit_party", "claims:hold", "claims:keep",
    "claims:import_bring",
    "claims:new", "claims:note_new", "claims:search_new", "claims:verify", "dossiers:make", "sources:fetch",
    "sources:upload", "end_session", "users:make_token",
}  # fmt: skip
# These stand on a page for more people than may send them.
BY = {"claims:restatements": "editor", "mfa_generate_recovery_codes": "editor"}


def filled(form: Form, known: dict[str, str]) -> Pairs:
    """The form with everything that it needs. `known` are rows of the scene, by what stands for them above."""
    given = {name: known.get(text.strip("{}"), text) for name, text in VALID.get(form.name, {}).items()}
    return list({**form.values, **given}.items())


def with_value(pairs: Iterable[tuple[str, str]], name: str, value: str) -> Pairs:
    """The same, with another value of one field."""
    return [*((key, text) for key, text in pairs if key != name), (name, value)]


def without(pairs: Iterable[tuple[str, str]], name: str) -> Pairs:
    """The same without a field."""
    return [(key, text) for key, text in pairs if key != name]


def names(form: Form, pairs: Pairs) -> list[str]:
    """Every field of a form: those that its page shows, and those that scripts and look-ups add."""
    return list(dict.fromkeys([*form.fields, *(name for name, _text in pairs)]))


def known_rows(**rows: Any) -> dict[str, str]:
    """Rows by the word that stands for them."""
    return {name: str(row) for name, row in rows.items()}
