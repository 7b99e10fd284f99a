"""What happens to a file that somebody brought: kept, its columns chosen, checked, imported, stopped, thrown away.

The queue checks and writes (claims/importing/by_the_queue.py). Each step asks the database whether the file still
stands where it is thought to be, so that two windows, or a window and the queue, never do the same twice.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import must_be_of
from claims.choices import FileState
from claims.importing import opening
from claims.importing.columns import LAYOUTS, match
from claims.importing.plan import RowState
from claims.importing.refusing import Refused
from claims.importing.sealed import facts_in, facts_of, seal, seal_facts
from claims.importing.writing import sha256_of
from claims.models import BroughtFile
from users.models import Desk, User
from web.locks import wait_for

MOST_FILES = 5
MOST_ROWS = 50_000


def bring(content: bytes, *, name: str, kind: str, desk: Desk | None, by: User, at: datetime) -> BroughtFile:
    """Keep a file that can be read, for whoever brought it. Raises Refused, NotAllowed; then nothing is kept."""
    must_be_of(desk, by)
    most = settings.IMPORT_MAX_BYTES
    if len(content) > most:
        sentence = _("The file has %(size)s MB; at most %(most)s MB are taken here. Divide it, and import the parts.")
        size = f"{len(content) / 1024 / 1024:,.0f}"
        raise Refused(sentence % {"size": size, "most": most // 1024 // 1024})
    sheet = opening.read(content)
    if not sheet.rows:
        raise Refused(_("The file holds headings, and no row below them."))
    if len(sheet.rows) > MOST_ROWS:
        sentence = _("The file has %(rows)s rows; at most %(most)s are taken here. Divide it, and import the parts.")
        raise Refused(sentence % {"rows": f"{len(sheet.rows):,}", "most": f"{MOST_ROWS:,}"})
    with transaction.atomic():
        wait_for(f"files of {by.pk}")
        if BroughtFile.objects.all().of(by, at).not_imported().count() >= MOST_FILES:
            sentence = _("%(most)s files of yours wait here already. Import one of them, or throw one away.")
            raise Refused(sentence % {"most": MOST_FILES})
        return BroughtFile.objects.create(
            kept_for=by,
            kind=kind,
            desk=desk,
            sha256=sha256_of(content),
            size=len(content),
            facts=seal_facts(facts_of(name, sheet)),
            content=seal(content),
            brought_at=at,
        )


def ask_check(file: BroughtFile, chosen: Mapping[int, str]) -> bool:
    """Have the rows checked with these columns; whether the file was at rest. Raises Refused where none can be read."""
    match(facts_in(file.facts).headings, LAYOUTS[file.kind], chosen)
    columns = {str(place): column for place, column in chosen.items()}
    return _put_into_the_queue(
        file,
        [FileState.COLUMNS, FileState.CHECKED],
        state=FileState.TO_CHECK,
        columns=columns,
        outcomes=None,
        counts={},
    )


def why_not_import(file: BroughtFile) -> str:
    """Why a file that was checked cannot be imported; "" where it can."""
    if file.counts.get(RowState.ERROR):
        return _("One row with an error keeps the whole file out. Correct it in the file, and bring it again.")
    if not file.counts.get(RowState.NEW):
        return _("There is nothing new in it: importing it would change nothing.")
    return ""


def ask_import(file: BroughtFile) -> bool:
    """Have a file imported that was checked; whether it was at rest. Raises Refused."""
    if refusal := why_not_import(file):
        raise Refused(refusal)
    return _put_into_the_queue(file, [FileState.CHECKED], state=FileState.TO_WRITE)


def stop(file: BroughtFile) -> bool:
    """Give up what the queue is to do with it; the file stays as it was before. False where it had ended by then.

    What a worker has written until now goes with its transaction.
    """
    own = BroughtFile.objects.filter(pk=file.pk)
    reset = {"problem": "", "done": 0, "total": 0}
    checking = own.filter(state__in=[FileState.TO_CHECK, FileState.CHECKING])
    writing = own.filter(state__in=[FileState.TO_WRITE, FileState.WRITING])
    return bool(checking.update(state=FileState.COLUMNS, **reset) or writing.update(state=FileState.CHECKED, **reset))


def throw_away(file: BroughtFile) -> None:
    """Keep nothing of it any more. What the queue does with it meanwhile is not kept either."""
    BroughtFile.objects.filter(pk=file.pk).delete()


def forget_expired(at: datetime) -> int:
    """Throw away what nobody imported within seven days, and what is remembered of files that were. How many."""
    return BroughtFile.objects.all().expired(at).delete()[0]


@transaction.atomic
def _put_into_the_queue(file: BroughtFile, states: list[FileState], **columns: object) -> bool:
    from claims.tasks import work_on_file

    at_rest = BroughtFile.objects.filter(pk=file.pk, state__in=states)
    if not at_rest.update(problem="", done=0, total=0, attempts=0, **columns):
        return False
    work_on_file.defer(file_id=file.pk)
    return True
