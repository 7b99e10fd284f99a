"""A form that was sent from a page opened before its person signed in again: its token is an old one.

Django answers such a form with a page on which everything typed is lost. For the forms that take long to fill in this
is not good enough: what was typed is shown again, with a fresh token, and nothing is done with it.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from claims.views.add.new import show_again


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not right. Named by the setting CSRF_FAILURE_VIEW."""
    address = request.resolver_match.view_name if request.resolver_match else ""
    if address == "claims:new" and request.user.is_authenticated:
        return show_again(request)
    if address == "claims:hold" and request.user.is_authenticated:
        problem = _("You signed in again since this page was opened. Send the file once more, please.")
        return JsonResponse({"problem": problem, "token": get_token(request)}, status=403)
    return csrf_failure(request, reason)
