"""What every answer carries, whoever makes it."""

import pytest
from django.conf import settings
from django.test import Client

from tests import factories as make
from tests.moments import scene
from users.models import Role
from web.headers import ALWAYS, CONTENT, FRAMED_POLICY, NEVER, PERMISSIONS, POLICY

pytestmark = pytest.mark.django_db

# Answers that bring a stricter policy of their own: preserved files, and dossiers, whose own style is allowed by hash.
STRICTER = ("sandbox; default-src 'none'", "default-src 'none'; img-src data:; style-src 'sha256-")


# These alone may stand in pages of others: tests/open_formats/test_embedded.py has what they carry instead.
FRAMED = {"claims:embedded_country", "claims:embedded_map"}
FOR_FRAMES = {"Content-Security-Policy": FRAMED_POLICY, "Cross-Origin-Resource-Policy": "cross-origin"}


def missing(answer):
    """What an answer does not carry."""
    wrong = {name: answer.headers.get(name) for name, value in ALWAYS.items() if answer.headers.get(name) != value}
    if wrong.get("Content-Security-Policy", "").startswith(STRICTER):
        del wrong["Content-Security-Policy"]
    return wrong


def editor(**options):
    client = Client(**options)
    client.force_login(make.make_user(role=Role.EDITOR))
    return client


@pytest.mark.parametrize("who", [Client, editor])
def test_every_address_carries_them_whatever_it_answers(who):
    client, found = who(), scene.addresses(scene.italy().before)
    wrong, statuses = {}, set()

    for name, address in found.items():
        for method in (client.get, client.post):
            answer = method(address)
            statuses.add(answer.status_code)
            scene.text_of(answer)  # read to its end, or a file stays open
            lacks = missing(answer)
            if name in FRAMED and method == client.get:
                assert {header: answer[header] for header in FOR_FRAMES} == FOR_FRAMES, name
                assert lacks.keys() == {*FOR_FRAMES, "X-Frame-Options"}, name
                continue
            if lacks:
                wrong[f"{method.__name__} {name} {answer.status_code}"] = lacks

    assert wrong == {}
    assert len(found) > 90
    assert {200, 302, 404, 405} <= statuses


ANSWERS = {
    "no such address": (404, lambda: Client().get("/nothing/is/here/")),
    "no slash at its end": (301, lambda: Client().get("/countries")),
    "a method of no use": (405, lambda: Client().put("/countries/")),
    "a name that is not ours": (400, lambda: Client(SERVER_NAME="elsewhere.example").get("/countries/")),
    "no token against forgery": (403, lambda: Client(enforce_csrf_checks=True).post("/verify/")),
    "a file that stands still": (200, lambda: Client().get("/static/css/base.css")),
    "a file that is not there": (404, lambda: Client().get("/static/css/no-such.css")),
    "too many fields": (400, lambda: Client().post("/corrections/", {f"f{n}": "x" for n in range(1100)})),
    "a body too large": (400, lambda: Client().post("/corrections/", "text=" + "x" * 6_000_000, content_type=FORM)),
}
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("case", ANSWERS)
def test_refusals_and_files_carry_them_too(case):
    status, ask = ANSWERS[case]

    answer = ask()

    scene.text_of(answer)
    assert (answer.status_code, missing(answer)) == (status, {})


def test_so_does_the_way_to_https_and_every_answer_behind_it(settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True

    plain, secure = Client().get("/"), Client().get("/", secure=True)

    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/")
    assert (missing(plain), missing(secure)) == ({}, {})
    assert secure["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_so_does_an_error_of_ours(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("planted")

    monkeypatch.setattr("claims.views.home.render", broken)

    answer = Client(raise_request_exception=False).get("/")

    assert (answer.status_code, missing(answer)) == (500, {})
    assert b"planted" not in answer.content


def test_the_policy_allows_nothing_that_is_not_named_and_nothing_inside_a_page():
    assert (
        CONTENT["default-src"] == CONTENT["object-src"] == CONTENT["base-uri"] == CONTENT["frame-ancestors"] == "'none'"
    )
    assert CONTENT["script-src"] == CONTENT["style-src"] == CONTENT["form-action"] == "'self'"
    assert not any(loose in POLICY for loose in ("unsafe", "http:", "https:", "*", "blob:"))
    assert [what for what, where in CONTENT.items() if "data:" in where] == ["img-src"]
    assert all(f"{what}=()" in PERMISSIONS for what in ("camera", "geolocation", "microphone", *NEVER))


def test_what_is_made_for_somebody_signed_in_is_kept_by_no_shared_cache():
    desk = editor()
    address = scene.addresses(scene.italy().before)["claims:country"]

    assert "private" in desk.get(address)["Cache-Control"]
    assert "private" not in Client().get(address).headers.get("Cache-Control", "")


def test_cookies_go_to_no_other_site_and_to_no_script(client):
    user = make.make_user()
    user.set_password("a long enough word")
    user.save()
    client.get("/accounts/login/")

    client.post("/accounts/login/", {"login": user.email, "password": "a long enough word"})

    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert cookie["httponly"], name
