"""What every answer carries, whoever makes it: a page, a file, a redirection or a refusal of another layer."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Nothing is fetched from outside, no script or style stands inside a page, and nobody puts a page into theirs.
# `data:` is for the arrows and marks of our own style sheets.
CONTENT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
POLICY = "; ".join(f"{what} {where}" for what, where in CONTENT.items())

# What a browser can do with the machine that it runs on. Pages of ours ask for the clipboard (copying a footnote) and
# for passkeys, and for nothing else.
NEVER = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
OURS_ALONE = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([f"{what}=()" for what in NEVER] + [f"{what}=(self)" for what in OURS_ALONE])

# Where a reader goes from here is told to nobody: the address of a page says what was read.
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# What other sites may put into theirs: it holds no form and no script, and knows nobody.
FRAMED = {
    **CONTENT,
    "script-src": "'none'",
    "connect-src": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "*",
}
FRAMED_POLICY = "; ".join(f"{what} {where}" for what, where in FRAMED.items())
Answer = TypeVar("Answer", bound=HttpResponseBase)


def may_be_framed(response: Answer) -> Answer:
    """Let any site show this answer inside a page of its own."""
    response.headers["Content-Security-Policy"] = FRAMED_POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    # Read by Django's middleware. An older header that would forbid it knows no word for “anybody”.
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    return response


def carried_by_every_answer(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Add what is missing. The outermost of all, so that it holds for what the others answer by themselves.

    Preserved files bring a stricter policy of their own. What is made for somebody signed in is kept by no cache that
    others share.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in ALWAYS.items():
            if name == "X-Frame-Options" and getattr(response, "xframe_options_exempt", False):
                continue
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private")
        return response

    return respond
