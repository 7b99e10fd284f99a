"""Keeping what somebody types into the form for adding, until they send it or throw it away: for them alone."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import QueryDict

from claims.models import Claim, UnsentForm
from claims.models.review import LARGEST_FORM
from users.models import User
from web.locks import wait_for

MOST_FORMS = 20
NOT_TYPED = ("csrfmiddlewaretoken", "act", "form_key")


class TooLong(Exception):
    """It is more than is kept of an unsent form."""


@transaction.atomic
def keep_form(typed: QueryDict, *, form_key: UUID, by: User, at: datetime) -> UnsentForm | None:
    """Keep a form as it now stands, in place of how it stood; None where there is nothing in it, or it was sent.

    Of one person's forms the oldest beyond twenty goes. Raises TooLong, with what was kept before still there.
    """
    wait_for(f"form {form_key}")
    if Claim.objects.filter(form_key=form_key, created_by=by).exists():
        return None
    kept = {name: values for name, values in typed.lists() if name not in NOT_TYPED and any(values)}
    content = json.dumps(kept, ensure_ascii=False)
    if len(content) > LARGEST_FORM:
        raise TooLong
    own = UnsentForm.objects.filter(kept_for=by)
    if not kept:
        own.filter(form_key=form_key).delete()
        return None
    written = {"content": content, "kept_at": at}
    row, _is_new = UnsentForm.objects.update_or_create(kept_for=by, form_key=form_key, defaults=written)
    newest = own.order_by("-kept_at", "-pk").values_list("pk", flat=True)[:MOST_FORMS]
    own.exclude(pk__in=list(newest)).delete()
    return row


def forget_form(form_key: UUID, *, by: User) -> bool:
    """Throw away what was kept of a form, because it was sent or is not wanted. Whether there was anything."""
    return bool(UnsentForm.objects.filter(kept_for=by, form_key=form_key).delete()[0])


def forget_expired(at: datetime) -> int:
    """Throw away what nobody came back to for thirty days. How many."""
    return UnsentForm.objects.all().expired(at).delete()[0]


def typed_in(form: UnsentForm) -> QueryDict:
    """A kept form as it would be sent."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(form.content).items():
        data.setlist(name, values)
    data["form_key"] = str(form.form_key)
    return data
