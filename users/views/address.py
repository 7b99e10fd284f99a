"""Changing one's own e-mail address."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from users import limits
from users.actions.addresses import address_in, change_address
from users.address_mail import send_link, tell_the_former
from users.forms.address import AddressForm
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@READ_AND_SEND
@shows_today(FORM)
@reauthentication_required  # type: ignore[untyped-decorator]
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for another address. The answer is the same whether or not another account has it."""
    person = signed_in(request)
    form = AddressForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        if not limits.take(request, "change_address", user=person):
            return render(request, "429.html", status=429)
        email = form.cleaned_data["email"]
        send_link(person, email, site=_site(request))
        sentence = _("A mail was sent to %(email)s. Open the link in it within a day, and confirm.")
        messages.success(request, sentence % {"email": email})
        return redirect("users:own_account")
    context = {"form": form, "person": person}
    return render(request, "users/change_address.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@READ_AND_SEND
@shows_today(FORM)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link leads: only whose account it is changes the address, and only by the button."""
    person = signed_in(request)
    email = address_in(token, person)
    if email is None:
        return render(request, "users/address_nothing.html", status=404)
    if request.method != "POST":
        return render(request, "users/confirm_address.html", {"person": person, "email": email})
    former = change_address(token, person=person, at=timezone.now())
    if former is None:
        return render(request, "users/address_nothing.html", status=404)
    tell_the_former(former, site=_site(request))
    messages.success(request, _("Your address is changed: you sign in with it from now on."))
    return redirect("users:own_account")


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
