"""Keeping all that was brought, or nothing: a full disk is one sentence, and leaves no bytes behind."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC, EROFS
from functools import partial
from hashlib import sha256
from typing import IO

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils.translation import gettext as _

from sources.models import PreservedFile
from sources.preserving import store
from sources.preserving.giving_up import is_needed
from sources.preserving.refusals import NotPreserved
from web.locks import wait_for

NO_ROOM = frozenset({ENOSPC, EDQUOT, EFBIG, EROFS})

log = logging.getLogger(__name__)


def cannot_store() -> str:
    """The sentence about a disk or a bucket that takes no more."""
    return _(
        "The copy could not be stored, because the place where copies are kept is full or cannot be written to: "
        "nothing was preserved; tell whoever runs this site."
    )


@contextmanager
def room_for_passing_files() -> Iterator[None]:
    """Say it in a sentence when the disk is too full even for a passing file. Raises NotPreserved."""
    try:
        yield
    except OSError as trouble:
        if trouble.errno not in NO_ROOM:
            raise
        log.exception("There is no room for passing files.")
        raise NotPreserved(cannot_store()) from trouble


@contextmanager
def all_or_nothing(*contents: IO[bytes] | None) -> Iterator[None]:
    """Keep these streams and write the rows about them in one transaction; when it fails, erase what was stored.

    The rows go with the transaction, the bytes would stay. Raises NotPreserved where the storage fails.
    """
    try:
        with transaction.atomic():
            yield
    except BaseException as trouble:
        for content in contents:
            if content is not None:
                _sweep(content)
        if isinstance(trouble, _storage_troubles()):
            log.exception("A copy could not be stored.")
            raise NotPreserved(cannot_store()) from trouble
        raise


def _sweep(content: IO[bytes]) -> None:
    """Erase these bytes from the storage unless something needs them. What cannot be erased, check_captures tells."""
    try:
        content.seek(0)
        digest = _digest(content)
        with transaction.atomic():
            wait_for(f"file {digest}")
            known = PreservedFile.objects.filter(sha256=digest).first()
            if known is None or not is_needed(known):
                store.storage().delete(store.key_of(digest))
    except Exception:
        log.exception("Bytes that were stored in vain may still lie in the storage.")


def _digest(content: IO[bytes]) -> str:
    digest = sha256()
    for piece in iter(partial(content.read, store.CHUNK), b""):
        digest.update(piece)
    return digest.hexdigest()


def _storage_troubles() -> tuple[type[Exception], ...]:
    if isinstance(store.storage(), FileSystemStorage):
        return (OSError,)
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

    return (OSError, Boto3Error, BotoCoreError, ClientError)
