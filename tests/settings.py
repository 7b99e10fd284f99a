"""The settings under test: the real ones, with a folder and a key of their own, so that nothing reaches the demo's."""

import os
import secrets

from config import env

# Programs that a test starts inherit these, and are not to be sent into a folder inside that folder.
if "ON_RECORD_UNDER_TEST" not in os.environ:
    os.environ["ON_RECORD_UNDER_TEST"] = "1"
    os.environ["VAR_DIR"] = str(env.var_dir() / "test")
    os.environ["MFA_REQUIRED"] = "0"  # most tests are about something else; tests/users asks for it
    os.environ["SECRET_KEY"] = "a key that only the tests know, and that protects nothing"
    # They read the same modules again and again: compiling those each time takes two seconds of a program's start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Playwright keeps an event loop in the tests' own thread, which Django takes for a sign of asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from config.settings import *  # noqa: F403
from config.settings import DATABASES, TEMPLATES
from tests.undefined import UNDEFINED

# Runs beside each other share a server, each with a database of its own.
DATABASES["default"]["TEST"] = {"NAME": f"test_on_record_{secrets.token_hex(4)}"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, and good enough for invented passwords
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # static files as they are now; nothing is collected
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UNDEFINED
