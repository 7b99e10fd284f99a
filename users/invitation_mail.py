"""The mail that carries the link of an invitation."""

import logging

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from users.models import Invitation

log = logging.getLogger(__name__)


def link(token: str, *, site: str) -> str:
    """Where the invitation is accepted. `site` is the address of the site, without a slash at its end."""
    return f"{site}{reverse('users:accept_invitation', args=[token])}"


def send(invitation: Invitation, token: str, *, site: str) -> bool:
    """Send it. False where the mail server did not take it; who was to get it stands in no log."""
    context = {"invitation": invitation, "link": link(token, site=site), "site": site}
    text = render_to_string("users/email/invitation.txt", context)
    try:
        send_mail(_("An account at On Record"), text, None, [invitation.email])
    except OSError as problem:  # smtplib's errors are OSErrors
        log.error("An invitation could not be sent: %s", type(problem).__name__)
        return False
    return True
