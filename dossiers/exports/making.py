"""Making one export, step by step, in the queue. Whatever goes wrong, nothing of it is left and the row says so."""

import logging
from datetime import datetime
from tempfile import TemporaryFile

from dossiers.choices import ExportStep
from dossiers.exports import actions
from dossiers.exports.actions import NoLongerWanted
from dossiers.exports.asking import name_of, whole_second, wish_of
from dossiers.formats import FORMATS
from dossiers.models import Export
from dossiers.plain import digest
from dossiers.render import bound

log = logging.getLogger(__name__)


def make(key: int, *, at: datetime) -> None:
    """Make an export that waits. What was cancelled, before or meanwhile, is left as it is."""
    try:
        export = actions.begin(key, at=at)
    except NoLongerWanted:
        return
    try:
        _make(export, made_at=whole_second(at))
    except NoLongerWanted:
        return
    except Exception as trouble:
        log.exception("Export %s was not made.", export.key)
        actions.fail(export, actions.why_it_failed(trouble))


def _make(export: Export, *, made_at: datetime) -> None:
    wish, form = wish_of(export), FORMATS[export.format]
    dossier, held = wish.dossier_and_held(made_at=made_at)
    found, parts = digest(dossier), bound.parts_of(dossier, form)

    def setting(done: int) -> None:
        actions.move_on(export, ExportStep.SETTING, volume=done, volumes=len(parts))

    setting(0)
    with TemporaryFile() as file:
        bound.write(parts, form, file, name=name_of(wish, made_at), before=setting)
        file.flush()
        actions.move_on(export, ExportStep.KEEPING, volume=len(parts), volumes=len(parts))
        actions.finish(export, file, found=found, held=held, volumes=len(parts), made_at=made_at)
