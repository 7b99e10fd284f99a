"""Cutting an upload off early: what nobody will keep is not written to disk first."""

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from sources.preserving.brought import too_large
from sources.preserving.refusals import NotPreserved
from sources.preserving.whole import cannot_store

# What the other fields of a form and the lines between its parts may take, beside the file.
BESIDE_THE_FILE = 6 * 1024 * 1024

# A browser reads the answer when it has sent everything. Up to this many times the limit the rest is listened to and
# thrown away, so that the person reads why; beyond it the line is cut.
LISTENED_TO = 4
OVER_THE_LIMIT = "on_record.upload_over_the_limit"
NO_ROOM = "on_record.upload_without_room"

View = Callable[..., HttpResponse]

log = logging.getLogger(__name__)


class UploadLimit(FileUploadHandler):
    """Stands before the one that writes to disk (FILE_UPLOAD_HANDLERS).

    Of an upload over CAPTURE_MAX_BYTES nothing is written, where the browser told its length, else nothing more from
    the byte that is too much; the view asks `is_over_the_limit`. Files of people without an account are passed over:
    nothing here takes them.
    """

    setting = "CAPTURE_MAX_BYTES"
    announced = 0
    received = 0

    @property
    def most(self) -> int:
        """How many bytes a file may have."""
        return int(getattr(settings, self.setting))

    def is_taken(self) -> bool:
        """Whether anything here takes a file from whoever sends it."""
        user = getattr(self.request, "user", None)
        return user is not None and bool(user.is_authenticated)

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: Any,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Called by Django before it reads: remember how much is to come."""
        self.announced = int(content_length)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Called by Django at the beginning of a file."""
        if not self.is_taken():
            raise SkipFile
        if self.announced > self.most + BESIDE_THE_FILE:
            self._stop()
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Called by Django for every piece of a file: hand it on to the next in line."""
        self.received += len(raw_data)
        if self.received > self.most:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Called by Django at the end of a file, which the next in line holds."""
        return

    def _stop(self) -> None:
        if self.request is not None:
            self.request.META[OVER_THE_LIMIT] = True
        if self.announced > LISTENED_TO * self.most:
            raise StopUpload(connection_reset=True)
        raise SkipFile


class LetterLimit(UploadLimit):
    """The same for what anybody may send to the desk, which is less (LETTER_MAX_BYTES)."""

    setting = "LETTER_MAX_BYTES"

    def is_taken(self) -> bool:
        """Anybody may send a letter."""
        return True


def takes_a_file(limit: type[UploadLimit]) -> Callable[[View], View]:
    """For a view whose form anybody may send with a file: says who takes it before anything is read.

    The form stays protected against forgery, which is looked at only then, because to look is to read the form.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def limited(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
            request.upload_handlers = [limit(request), ToDisk(request)]
            answer: HttpResponse = protected(request, *given, **named)
            return answer

        return limited

    return decorate


class ToDisk(TemporaryFileUploadHandler):
    """Writes a file to the disk; where that is full, the rest of the form is read all the same, the view is told."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Called by Django at the beginning of a file."""
        try:
            super().new_file(*args, **kwargs)
        except OSError as trouble:
            self._give_up()
            raise SkipFile from trouble

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Called by Django for every piece of a file."""
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as trouble:
            self._give_up()
            raise SkipFile from trouble
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Called by Django at the end of a file: what was not written yet is written here."""
        try:
            return super().file_complete(file_size)
        except OSError:
            self._give_up()
            return None

    def _give_up(self) -> None:
        log.exception("An upload could not be written to disk.")
        if self.request is not None:
            self.request.META[NO_ROOM] = True
        if hasattr(self, "file"):
            with suppress(OSError):
                self.file.close()
            del self.file


def refuse_what_was_cut_off(request: HttpRequest) -> None:
    """Raise NotPreserved when a file of this request did not arrive whole: too large, or no room for it."""
    if is_over_the_limit(request):
        raise NotPreserved(too_large())
    if request.META.get(NO_ROOM):
        raise NotPreserved(cannot_store())


def is_over_the_limit(request: HttpRequest) -> bool:
    """Whether a file of this request was cut off because it is too large."""
    return bool(request.POST is not None and request.META.get(OVER_THE_LIMIT))
