"""Another e-mail address for one's account: asked for, confirmed from its mailbox by its owner, then changed."""

import json
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from cryptography.fernet import InvalidToken
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from users.actions.acts import note
from users.actions.inviting import ONE_ACCOUNT
from users.actions.refusals import constraint_of
from users.models import ActKind, User
from users.sealing import box

PURPOSE = "another_address"
GOOD_FOR = timedelta(days=1)


def token_for(person: User, email: str) -> str:
    """What the link to a new address ends in. Nothing is kept: it opens while address and password are those of now."""
    sealed = json.dumps({"person": person.pk, "email": email, "as_now": _as_now(person)})
    return box(PURPOSE).encrypt(sealed.encode()).decode()


def address_in(token: str, person: User) -> str | None:
    """The address that a link stands for; None where it opens nothing (any more), or is somebody else's."""
    try:
        told = json.loads(box(PURPOSE).decrypt(token.encode(errors="replace"), ttl=int(GOOD_FOR.total_seconds())))
    except InvalidToken:
        return None
    if told["person"] != person.pk or not constant_time_compare(told["as_now"], _as_now(person)):
        return None
    return str(told["email"])


def is_taken(email: str) -> bool:
    """Whether an account has this address. Whoever asks for it learns that from no page."""
    return User.objects.filter(email__iexact=email).exists()


def change_address(token: str, *, person: User, at: datetime) -> str | None:
    """Give the account the address that the link was sent to, and give back the one before. None: it opens nothing."""
    try:
        return _change(token, key=person.pk, at=at)
    except IntegrityError as refusal:
        if constraint_of(refusal) in ONE_ACCOUNT:
            return None  # another account got the address meanwhile
        raise


@transaction.atomic
def _change(token: str, *, key: int, at: datetime) -> str | None:
    person = User.objects.select_for_update(of=("self",)).get(pk=key)
    email, former = address_in(token, person), person.email
    if email is None:
        return None
    person.email = email
    person.save(update_fields=["email"])
    EmailAddress.objects.filter(user=person).delete()  # allauth would let the former one sign in
    note(ActKind.ADDRESS, person=person, by=person, at=at)
    return former


def _as_now(person: User) -> str:
    return salted_hmac(PURPOSE, f"{person.email} {person.password}", algorithm="sha256").hexdigest()
