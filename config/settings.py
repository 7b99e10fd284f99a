"""Every setting, read from the environment (config/env.py); .env.example has one line for each."""

from pathlib import Path

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import captures, database, env, production

# Lets annotations such as ModelChoiceField[Country] stand in code that runs.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.var_dir()

# The demo keeps a key of its own in VAR_DIR, for commands beside it; a deployment without a key does not start.
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY") or env.kept_secret("secret-key")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text (make demo makes one for itself in var/).")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [])
# Behind TLS (the compose file sets this); the demo is plain http on loopback.
BEHIND_TLS = env.flag("BEHIND_TLS", False)
# Editors and administrators need a second step; the demo, whose password anybody can read, does not ask for it.
MFA_REQUIRED = env.flag("MFA_REQUIRED", True)
if BEHIND_TLS:
    production.refuse_weak_keys([SECRET_KEY, *SECRET_KEY_FALLBACKS])
    production.refuse_open_doors(debug=DEBUG, allowed_hosts=ALLOWED_HOSTS, second_step=MFA_REQUIRED)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "import_export",
    "leaflet",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "web",
    "users",
    "stations",
    "sources",
    "claims",
    "dossiers",
    "api",
    "operations",
]

MIDDLEWARE = [
    "web.headers.carried_by_every_answer",
    "api.around.answer_as_an_interface",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "users.idle.end_what_is_over",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "users.second_step.lead_to_second_step",
    "web.limiting.LimitWhatCosts",
    "operations.audit.taking.note_files_taken",
    "sources.former.lead_on_from_former_parties",
    "web.middleware.look_from_the_moment_asked_for",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

FORM_RENDERER = "web.widgets.JoinedText"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.at_the_desk.waiting_for",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "web.templatetags.web",
                "web.templatetags.moments",
            ],
        },
    }
]

DATABASES = {"default": database.default()}
# The folder of pg_dump, pg_restore and psql, where those that come with the project are older than the server.
POSTGRES_PROGRAMS = env.text("POSTGRES_PROGRAMS")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "users.passwords.NotOurWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "users.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "On Record: "
# An address counts in its own right, whoever types it; a person counts where one is signed in.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "change_address": "5/h/user",
    "invite": "30/h/user",
    "open_invitation": "60/h/ip",
    "make_token": "10/h/user",
}
MFA_ADAPTER = "users.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "users.forms.codes.CodeForm",
    "reauthenticate": "users.forms.codes.ConfirmCodeForm",
    "activate_totp": "users.forms.codes.ActivateAppForm",
    "add_webauthn": "users.forms.passkeys.AddPasskeyForm",
    "edit_webauthn": "users.forms.passkeys.RenamePasskeyForm",
    "authenticate_webauthn": "users.forms.passkeys.SecondStepForm",
    "login_webauthn": "users.forms.passkeys.SignInForm",
    "reauthenticate_webauthn": "users.forms.passkeys.ConfirmForm",
}
MFA_TOTP_ISSUER = "On Record"
# An invitation went to the address, and was accepted from there.
MFA_ALLOW_UNVERIFIED_EMAIL = True
INVITATION_DAYS = env.integer("INVITATION_DAYS", 7)

# Counts of attempts and used codes: one table for all web processes, and in it no key that can be read (users/kept.py).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_for_a_while",
        "KEY_FUNCTION": "users.kept.unreadable",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

# By SMTP where a server is named, else onto the terminal.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 15
# Mail goes into the queue, and leaves it by the other backend: no page waits for a mail server.
EMAIL_BACKEND = "operations.mail.Queued"
MAIL_LEAVES_BY = env.text(
    "EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "desk@localhost")
DESK_EMAIL = env.text("DESK_EMAIL", "")
# Whether a second person has to publish what somebody wrote; a desk of one says "optional", and each claim says so.
SECOND_READER = env.one_of("SECOND_READER", ("required", "optional"))

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "captures")))
EXPORTS_ROOT = env.path("EXPORTS_ROOT", VAR_DIR / "exports")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "captures": captures.storage(MEDIA_ROOT, env.text("S3_BUCKET")),
    "exports": captures.storage(EXPORTS_ROOT, env.text("S3_EXPORTS_BUCKET")),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.flag("STATIC_MANIFEST", False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Two overlapping transactions on one row must not give an inverted history: TRAPS, "As-of", 1.
PGHISTORY_CREATED_AT_FUNCTION = "clock_timestamp()"
PGTRIGGER_MIGRATIONS = True

SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.stale.refused"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A session ends so long after signing in, and so long after the last page (users/idle.py).
SESSION_COOKIE_AGE = env.integer("SESSION_DAYS", 14) * 24 * 3600
SESSION_IDLE_HOURS = env.integer("SESSION_IDLE_HOURS", 24)
# With this beginning a browser takes a cookie from this host alone, over https, and sends it to no other.
SESSION_COOKIE_NAME = "__Host-sessionid" if BEHIND_TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if BEHIND_TLS else "csrftoken"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "sources.preserving.upload_limit.UploadLimit",
    "sources.preserving.upload_limit.ToDisk",
]

CAPTURE_MAX_BYTES = env.integer("CAPTURE_MAX_BYTES", 500 * 1024 * 1024)
LETTER_MAX_BYTES = env.integer("LETTER_MAX_BYTES", 10 * 1024 * 1024)
LETTERS_PER_HOUR = env.integer("LETTERS_PER_HOUR", 5)
LETTERS_PER_HOUR_IN_ALL = env.integer("LETTERS_PER_HOUR_IN_ALL", 100)
COMPARED_MAX_BYTES = env.integer("COMPARED_MAX_BYTES", 50 * 1024 * 1024)
SEARCHES_PER_MINUTE = env.integer("SEARCHES_PER_MINUTE", 120)
# Under what the records are offered to whoever takes them. Quotations belong to those who wrote them.
DATA_LICENCE_NAME = env.text("DATA_LICENCE_NAME", "CC BY 4.0")
DATA_LICENCE_URL = env.text("DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")
FILES_PER_HOUR = env.integer("FILES_PER_HOUR", 300)
FETCHES_PER_HOUR = env.integer("FETCHES_PER_HOUR", 60)
IMPORT_MAX_BYTES = env.integer("IMPORT_MAX_BYTES", 20 * 1024 * 1024)
IMPORTS_PER_HOUR = env.integer("IMPORTS_PER_HOUR", 60)
# Before version 1 of the interface ends: from which day its answers say so, and its last day (api/ending.py).
API_V1_DEPRECATED_ON = env.day("API_V1_DEPRECATED_ON")
API_V1_ENDS_ON = env.day("API_V1_ENDS_ON")
# Drafts that programs send, from one token.
API_DRAFTS_PER_HOUR = env.integer("API_DRAFTS_PER_HOUR", 600)
EXPORTS_PER_HOUR = env.integer("EXPORTS_PER_HOUR", 20)
EXPORTS_PER_HOUR_IN_ALL = env.integer("EXPORTS_PER_HOUR_IN_ALL", 200)
VERIFY_MAX_BYTES = env.integer("VERIFY_MAX_BYTES", 500 * 1024 * 1024)
# The private key (Ed25519, PEM) with which exports are signed; nothing is signed without one.
SIGNING_KEY = env.text("SIGNING_KEY")
PROXIES_IN_FRONT = env.integer("PROXIES_IN_FRONT", 0)
CAPTURE_PROXY = env.text("CAPTURE_PROXY")
CAPTURE_USER_AGENT = env.text("CAPTURE_USER_AGENT", "Mozilla/5.0 (compatible; On Record)")
# For tests alone: host:port pairs that a fetch may reach though they lie in a private range.
CAPTURE_ALLOWED_PRIVATE: list[str] = []

# Programs read JSON, and send JSON; every answer below /api/v1/ is dressed in api/around.py.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.Person"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.description.schema.Described",
    "EXCEPTION_HANDLER": "api.problems.answer",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "On Record",
    "DESCRIPTION": "Who says what about reported overseas police stations, and where they said it.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "POSTPROCESSING_HOOKS": ["api.description.schema.with_problems"],
}

FIXTURES_DIR = BASE_DIR / "fixtures"
ROWS_PER_PAGE = 50

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_links": {"()": "users.unlogged.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_links"]}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
