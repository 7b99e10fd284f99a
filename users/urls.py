"""Signing in and one's own account: those of allauth's pages that are used here. People, desks and invitations."""

from collections.abc import Iterable

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import never_cache

from users.views import sessions

# Nobody signs up, keeps a second address, or signs in by a code from a mail: those pages of allauth have no address.
own_account: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", sessions.sessions, name="usersessions_list"),
    path("sessions/end/", sessions.end, name="end_session"),
]


def kept_by_nobody(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses, whose pages no browser keeps: codes and secrets stand on them."""
    return [
        URLPattern(each.pattern, never_cache(each.callback), each.default_args, each.name)
        if isinstance(each, URLPattern)
        else path(str(each.pattern), include(kept_by_nobody(each.url_patterns)))
        for each in patterns
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(kept_by_nobody(own_account))),
    path("", include("users.people_urls")),
]
