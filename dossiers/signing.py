"""The installation's own signature (Ed25519), where it has a key: who has the public key knows who made a file.

A signature is detached: 64 bytes beside the file, over every byte of it. Without SIGNING_KEY nothing is signed, and
everything else works as it does with one (docs/decisions/0032).
"""

import os
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

BYTES = 64  # of any Ed25519 signature


def sign(content: bytes) -> bytes | None:
    """The signature over these bytes; None where the installation has no key. Raises ImproperlyConfigured."""
    key = _private_key()
    return key.sign(content) if key else None


def sign_file(file: IO[bytes]) -> bytes | None:
    """The signature over a file, which is mapped and not read into memory. Raises ImproperlyConfigured."""
    key = _private_key()
    if key is None:
        return None
    with mmap(file.fileno(), 0, access=ACCESS_READ) as mapped, memoryview(mapped) as content:
        return key.sign(content)


def public_key_pem() -> bytes:
    """The public half of the key, as `openssl` and `cryptography` read it; b"" where there is no key."""
    key = _private_key()
    if key is None:
        return b""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form)


def is_ours(content: bytes | memoryview, signature: bytes) -> bool:
    """Whether the installation's key made this signature over these bytes; without a key nothing is ours."""
    key = _private_key()
    if key is None:
        return False
    try:
        key.public_key().verify(signature, content)
    except InvalidSignature:
        return False
    return True


def is_file_ours(file: IO[bytes], signature: bytes) -> bool:
    """The same of a file that is not empty, which is mapped and not read into memory."""
    with mmap(file.fileno(), 0, access=ACCESS_READ) as mapped, memoryview(mapped) as content:
        return is_ours(content, signature)


def make_key(path: Path) -> None:
    """Write a new private key that its owner alone may read. Raises OSError; a file that is there already stays."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)


def _private_key() -> Ed25519PrivateKey | None:
    if not settings.SIGNING_KEY:
        return None
    try:
        key = serialization.load_pem_private_key(Path(settings.SIGNING_KEY).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as trouble:
        raise ImproperlyConfigured(_("SIGNING_KEY names no private key that can be read.")) from trouble
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured(_("SIGNING_KEY names a key of another kind; an Ed25519 key is needed."))
    return key
