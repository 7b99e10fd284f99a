"""How a file of the whole is handed over: made on the disk, named by its bytes, gone from the disk with the answer."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

Response = TypeVar("Response", bound=HttpResponseBase)


def handed_over(request: HttpRequest, write: Callable[[Path], None], *, name: str, media_type: str) -> HttpResponseBase:
    """What `write` makes at a path, as a file to keep; 304 for whoever has these bytes already."""
    # The name of the file goes at once, and its bytes with the answer, also where nobody waits for it any longer.
    with TemporaryDirectory(prefix="on-record-") as folder:
        path = Path(folder) / "made"
        write(path)
        size, file = path.stat().st_size, path.open("rb")
    etag = f'"{hashlib.file_digest(file, "sha256").hexdigest()}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is not None and response.status_code == 304:
        file.close()
    else:
        file.seek(0)
        response = FileResponse(file, content_type=media_type)
        response["Content-Length"] = str(size)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = etag
    return licensed(response)


def licensed(response: Response) -> Response:
    """Say under what it may be used, also where its format has no place for that."""
    response["Link"] = f'<{settings.DATA_LICENCE_URL}>; rel="license"'
    return response
