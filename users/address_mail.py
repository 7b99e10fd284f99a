"""Mails about another address for an account. They leave through the queue: no page waits, whatever is in them."""

import logging

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from users.actions.addresses import is_taken, token_for
from users.models import User

log = logging.getLogger(__name__)


def send_link(person: User, email: str, *, site: str) -> None:
    """The link that confirms a new address; whose address it is already is told, in its mailbox alone."""
    link = f"{site}{reverse('users:confirm_address', args=[token_for(person, email)])}"
    template = "users/email/address_taken.txt" if is_taken(email) else "users/email/address.txt"
    _send(_("Your address at On Record"), template, email, {"link": link, "site": site})


def tell_the_former(former: str, *, site: str) -> None:
    """To the address that an account had until now."""
    _send(_("Your address at On Record was changed"), "users/email/address_changed.txt", former, {"site": site})


def _send(subject: str, template: str, email: str, context: dict[str, str]) -> None:
    try:
        send_mail(subject, render_to_string(template, context), None, [email])
    except OSError as problem:  # smtplib's errors are OSErrors
        log.error("A mail about an address could not be sent: %s", type(problem).__name__)
