"""A deployment that anybody could break into does not start."""

import os
import secrets
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import production
from config.env import BASE_DIR
from scripts import check
from tests.running.conftest import environment  # noqa: F401

GOOD = secrets.token_urlsafe(50)
WEAK = {
    "nothing": "",
    "short": secrets.token_urlsafe(30),
    "one letter": "x" * 60,
    "few letters": "abcabdabeabf" * 5,
    "of Django's": "django-insecure-" + secrets.token_urlsafe(50),
    "changeme": "changeme" * 8,
    "the words of the example": "a long random text: " + secrets.token_urlsafe(50),
    "that of building the image": "unused-while-building" * 3,
    "one text again and again": "kq8ZrTnW2x" * 6,
}


@pytest.mark.parametrize("key", WEAK.values(), ids=WEAK)
def test_a_key_that_can_be_guessed_is_refused_and_not_repeated(key):
    with pytest.raises(ImproperlyConfigured) as refused:
        production.refuse_weak_keys([GOOD, key])

    assert not key or key not in str(refused.value)


def test_keys_made_at_random_are_taken():
    production.refuse_weak_keys([secrets.token_urlsafe(50) for _ in range(200)] + [os.urandom(40).hex()])


def start(environment, **settings):  # noqa: F811
    deployed = {"SECRET_KEY": GOOD, "BEHIND_TLS": "1", "ALLOWED_HOSTS": "onrecord.example.org", **settings}
    command = [sys.executable, "-c", "import config.wsgi"]
    return subprocess.run(command, cwd=BASE_DIR, env={**environment, **deployed}, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"MFA_REQUIRED": "0"}, "MFA_REQUIRED is off behind TLS"),
        ({"SECRET_KEY": "changeme"}, "8 characters; 50 are needed"),
        ({"SECRET_KEY_FALLBACKS": "x" * 60}, "1 different characters"),
        ({"DEBUG": "1"}, "DEBUG is on behind TLS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is * behind TLS"),
    ],
)
def test_the_site_does_not_start_behind_tls_with(environment, settings, sentence):  # noqa: F811
    ran = start(environment, **settings)

    assert ran.returncode != 0
    assert sentence in ran.stderr


def test_the_site_starts_with_what_the_example_asks_for(environment):  # noqa: F811
    assert start(environment).returncode == 0


def test_the_checks_before_a_commit_look_at_a_deployment(capfd):
    assert check.as_deployed() == 0
    assert "no issues" in capfd.readouterr().out


def test_the_image_holds_no_secret():
    dockerfile = (BASE_DIR / "Dockerfile").read_text()
    ignored = set((BASE_DIR / ".dockerignore").read_text().split())

    assert {".env", ".env.*", "var", ".git", "**/*.pem", "**/*.key", "**/*.dump"} <= ignored
    assert not any(line.startswith(("ARG ", "ENV SECRET", "ENV DATABASE")) for line in dockerfile.splitlines())
    kept = [line for line in dockerfile.splitlines() if "SECRET" in line or "PASSWORD" in line]
    assert kept == ["    && SECRET_KEY=unused-while-building python manage.py collectstatic --noinput --verbosity 0"]


def test_no_file_of_the_project_is_a_key():
    """Kept in the repository, it would be in every copy of it."""
    named = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    found = [name for name in named if name.endswith((".pem", ".key", ".p12", ".env"))]
    texts = [name for name in named if name.endswith((".py", ".yml", ".md", ".toml", ".json", ".txt"))]
    begins = "-----BEGIN " + "PRIVATE KEY"

    assert found == []
    assert [name for name in texts if begins in (BASE_DIR / name).read_text(errors="ignore")] == []


COOKIES = """
import config.wsgi
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory

def view(request):
    get_token(request)
    request.session["somebody"] = "is signed in"
    return HttpResponse()

sessions = SessionMiddleware(CsrfViewMiddleware(view))
sessions.SessionStore = SessionStore
print(sessions(RequestFactory().get("/", secure=True)).cookies.output(header=""))
"""


def test_behind_tls_cookies_belong_to_this_host_alone(environment):  # noqa: F811
    deployed = {"SECRET_KEY": GOOD, "BEHIND_TLS": "1", "ALLOWED_HOSTS": "onrecord.example.org"}
    command = [sys.executable, "-c", COOKIES]
    ran = subprocess.run(command, cwd=BASE_DIR, env={**environment, **deployed}, capture_output=True, text=True)

    cookies = [line.strip() for line in ran.stdout.splitlines()]
    assert {cookie.split("=")[0] for cookie in cookies} == {"__Host-sessionid", "__Host-csrftoken"}, ran.stderr
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
        assert "Domain" not in cookie
