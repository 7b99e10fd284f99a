"""What every page that edits a record does about somebody who edited it at the same time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict

from claims.actions.versions import version_numbered, version_of
from claims.forms.amending import AmendForm
from claims.forms.fields import key_of
from claims.forms.meanwhile import VERSION, Meanwhile
from claims.models import Claim
from users.models import User
from web.differences import Piece, differences


def changed_since(
    data: QueryDict, row: Model, read: Callable[[Any], dict[str, str]], mine: dict[str, str], labels: dict[str, str]
) -> Meanwhile | None:
    """What somebody else changed since the page was shown; None where nobody did. `read` reads a version's values."""
    now, version = version_of(row), key_of(data.get(VERSION)) or 0
    if now == version:
        return None
    base = version_numbered(row, version)
    return Meanwhile(
        data, base=None if base is None else read(base), theirs=read(row), mine=mine, labels=labels, now=now
    )


@dataclass(frozen=True)
class Changed:
    """A field of a draft that was changed, with what went and what came."""

    label: str
    pieces: tuple[Piece, ...]


def changes_since(claim: Claim, version: int, by: User) -> tuple[Changed, ...]:
    """What was changed of a draft since somebody read that version of it; everything, where it has no such version."""
    was, form = version_numbered(claim, version), AmendForm(None, claim=claim, by=by)
    before = {} if was is None else values_of(AmendForm(None, claim=was, by=by))
    labels = labels_of(form)
    return tuple(
        Changed(labels[name], differences(before.get(name, ""), text))
        for name, text in values_of(form).items()
        if before.get(name, "") != text
    )


def values_of(form: forms.Form) -> dict[str, str]:
    """What stands in each field, as text; a tick that is not set is nothing."""
    return {name: _as_text(form[name].value()) for name in form.fields}


def _as_text(value: object) -> str:
    if value is None or value is False:
        return ""
    return "on" if value is True else str(value).replace("\r\n", "\n").strip()


def labels_of(form: forms.Form) -> dict[str, str]:
    """What each field is called on the page."""
    return {name: str(field.label or name) for name, field in form.fields.items()}
