"""E-mail through the queue: no page waits for a mail server, and what does not leave at once is tried again.

A message waits encrypted under SECRET_KEY, because it may hold a link that signs somebody in: neither the database, nor
a backup of it, nor a log of the queue shows whom it is for and what it says.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.crypto import salted_hmac
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# Tried again after a minute, then after longer and longer, for about a day.
TRIED_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4, wait=60)
PLAIN = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "extra_headers")


class NotSent(Exception):
    """The mail server did not take a message. Says what kind of trouble it was, and not for whom."""


class Queued(BaseEmailBackend):
    """Puts messages into the queue; they leave by the backend `MAIL_LEAVES_BY`, in the worker."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue every message; how many those are. A message belongs to the transaction in which it is written."""
        for message in email_messages:
            send_in_background.defer(sealed=sealed(message))
        return len(email_messages)


@app.task(pass_context=False, retry=TRIED_AGAIN)
def send_in_background(sealed: str) -> None:
    """Send one message. Raises NotSent, without a word of it."""
    message = opened(sealed)
    message.connection = get_connection(settings.MAIL_LEAVES_BY)
    try:
        message.send()
    except Exception as trouble:
        kind = type(trouble).__name__
    else:
        return
    raise NotSent(f"The mail server did not take a message ({kind}).")


def sealed(message: EmailMessage) -> str:
    """A message as it waits."""
    if message.attachments:
        raise ValueError("Nothing is attached to the mails of this site.")
    told: dict[str, Any] = {name: getattr(message, name) for name in PLAIN}
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
    told["subject"], told["body"] = str(message.subject), str(message.body)
    told["alternatives"] = [[str(content), kind] for content, kind in getattr(message, "alternatives", [])]
    return _keys().encrypt(json.dumps(told).encode()).decode()


def opened(sealed: str) -> EmailMultiAlternatives:
    """The message that waited. Raises NotSent where the key has changed since and is kept nowhere."""
    try:
        told = json.loads(_keys().decrypt(sealed.encode()))
    except InvalidToken:
        raise NotSent("A message was sealed with a SECRET_KEY that is not known any more.") from None
    headers, alternatives = told.pop("extra_headers"), told.pop("alternatives")
    message = EmailMultiAlternatives(**told, headers=headers)
    for content, kind in alternatives:
        message.attach_alternative(content, kind)
    return message


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("operations.mail", "seal", secret=each, algorithm="sha256").digest() for each in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
