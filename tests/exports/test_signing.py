"""The installation's signature: good, bad and absent, and checked by a program that is not ours."""

import subprocess
from io import StringIO
from tempfile import TemporaryFile

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from dossiers import signing


@pytest.fixture
def key(tmp_path, settings):
    """A key made by the command."""
    path = tmp_path / "key.pem"
    call_command("make_signing_key", str(path), stdout=StringIO())
    settings.SIGNING_KEY = str(path)
    return path


def test_without_a_key_nothing_is_signed_and_nothing_is_ours(settings):
    settings.SIGNING_KEY = ""

    assert signing.sign(b"bytes") is None
    assert signing.public_key_pem() == b""
    assert not signing.is_ours(b"bytes", bytes(64))


def test_a_signature_is_good_for_its_bytes_alone(key):
    signature = signing.sign(b"bytes") or b""

    assert len(signature) == signing.BYTES
    assert signing.is_ours(b"bytes", signature)
    assert not signing.is_ours(b"Bytes", signature)
    assert not signing.is_ours(b"bytes", bytes(64))
    assert not signing.is_ours(b"bytes", b"short")


def test_a_file_is_signed_as_its_bytes_are(key):
    with TemporaryFile() as file:
        file.write(b"bytes")
        file.flush()
        assert signing.sign_file(file) == signing.sign(b"bytes")


def test_the_same_bytes_have_the_same_signature(key):
    assert signing.sign(b"bytes") == signing.sign(b"bytes")


def test_openssl_checks_it_with_the_public_key(key, tmp_path):
    (tmp_path / "file").write_bytes(b"bytes")
    (tmp_path / "file.sig").write_bytes(signing.sign(b"bytes"))
    (tmp_path / "public.pem").write_bytes(signing.public_key_pem())
    words = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "file"]

    done = subprocess.run([*words, "-sigfile", "file.sig"], cwd=tmp_path, capture_output=True, text=True)

    assert (done.returncode, done.stdout.strip()) == (0, "Signature Verified Successfully")


def test_the_key_is_for_its_owner_alone_and_never_overwritten(key):
    before = key.read_bytes()

    with pytest.raises(CommandError, match="cannot be written: File exists"):
        call_command("make_signing_key", str(key))

    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [None, b"", b"not a key"])
def test_a_key_that_cannot_be_read_is_told_and_never_left_out_quietly(tmp_path, settings, content):
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)
    settings.SIGNING_KEY = str(path)

    with pytest.raises(ImproperlyConfigured, match="no private key that can be read"):
        signing.sign(b"bytes")


def test_a_key_of_another_kind_is_refused(tmp_path, settings):
    path = tmp_path / "key.pem"
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    settings.SIGNING_KEY = str(path)

    with pytest.raises(ImproperlyConfigured, match="another kind"):
        signing.sign(b"bytes")
