"""What a deployment is refused for before it serves a single page: keys that can be guessed, and doors left open."""

from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

KEY_CHARACTERS, KEY_DIFFERENT = 50, 10
ADVICE = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'

# Words that stand in keys that were never made: those of examples, of frameworks, and of our own image's building.
NEVER_IN_A_KEY = (
    "django-insecure",
    "changeme",
    "change-me",
    "change_me",
    "changethis",
    "secret-key",
    "secretkey",
    "secret_key",
    "password",
    "example",
    "placeholder",
    "unused-while-building",
    "a long random text",
    "0123456789",
    "abcdefghij",
)


def refuse_weak_keys(keys: Sequence[str]) -> None:
    """Refuse a key with which sessions could be forged. Former keys count as well: what they signed is still believed.

    Raises ImproperlyConfigured, without repeating the key.
    """
    for key in keys:
        if why := weakness(key):
            raise ImproperlyConfigured(f"SECRET_KEY, or a key of SECRET_KEY_FALLBACKS, {why} {ADVICE}")


def weakness(key: str) -> str:
    """Why a key can be guessed, or nothing."""
    if len(key) < KEY_CHARACTERS:
        return f"has {len(key)} characters; {KEY_CHARACTERS} are needed."
    if len(set(key)) < KEY_DIFFERENT:
        return f"is made of {len(set(key))} different characters only."
    if any(word in key.lower() for word in NEVER_IN_A_KEY):
        return "is a well-known one, or an example's."
    if key in (key + key)[1:-1]:
        return "repeats itself."
    return ""


def refuse_open_doors(*, debug: bool, allowed_hosts: Sequence[str], second_step: bool = True) -> None:
    """Refuse what is right on one's own machine and dangerous where readers come. Raises ImproperlyConfigured."""
    if debug:
        raise ImproperlyConfigured("DEBUG is on behind TLS: errors would show the source and the settings to readers.")
    if not second_step:
        raise ImproperlyConfigured(
            "MFA_REQUIRED is off behind TLS: a stolen password would be enough to publish and to give accounts."
        )
    if "*" in allowed_hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is * behind TLS: a reader's links could be made to lead anywhere. Name the site's names."
        )
