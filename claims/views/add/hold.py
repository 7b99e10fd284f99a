"""Taking a file for the form while it is still being filled in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sources.preserving.actions import NotPreserved, hold_upload
from sources.preserving.upload_limit import refuse_what_was_cut_off
from users.models import User
from web.looking_back import FORM, shows_today


@never_cache
@require_POST
@shows_today(FORM)
def hold(request: HttpRequest) -> HttpResponse:
    """Hold a file (`copy`) for this person: its key as JSON, or the problem in one sentence.

    static/js/preserve.js sends it the moment it is chosen; without JavaScript the form brings it along.
    """
    user, file = request.user, request.FILES.get("copy")
    if not isinstance(user, User):
        problem = _("You are signed out. Sign in, in another window if you like, and send the file again.")
        return JsonResponse({"problem": problem}, status=401)
    try:
        refuse_what_was_cut_off(request)
        if file is None or file.file is None:
            raise NotPreserved(_("Choose a file first."))
        held = hold_upload(file.file, name=file.name or "", by=user, at=timezone.now())
    except NotPreserved as reason:
        return JsonResponse({"problem": str(reason)}, status=422)
    return JsonResponse({"key": str(held.key), "sentence": _("It is held.")})
