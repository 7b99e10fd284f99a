"""Work that the background queue does for preserved copies."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sources.models import PreservedFile, Source
from sources.reading import LONG, read_file


@app.task(pass_context=False)
def read_in_background(file_id: int) -> None:
    """Read a file that takes longer than a person waits, then look again for the passages of its sources."""
    from sources.quoting.checks import check_source

    file = PreservedFile.objects.get(pk=file_id)
    read_file(file, at=timezone.now(), limits=LONG)
    for source in Source.objects.filter(captures__file=file).distinct():
        check_source(source, at=timezone.now())
