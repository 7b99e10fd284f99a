"""An export as pages show it. Runs no query."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dossiers.choices import ExportState, ExportStep
from dossiers.exports.asking import choice_of
from dossiers.models import Export
from dossiers.naming import file_name
from web import moments


@dataclass(frozen=True)
class Stage:
    """One step of the making: `state` is done, now, or to come."""

    label: str
    state: str


def stages(export: Export) -> tuple[Stage, ...]:
    """The steps from asking to the file, as far as the work has come."""
    labels = [str(ExportState.ASKED.label), *(str(step.label) for step in ExportStep), _("Made")]
    if export.volumes > 1:
        counted = {"step": labels[2], "done": export.volume, "all": export.volumes}
        labels[2] = _("%(step)s: %(done)s of %(all)s volumes") % counted
    reached = {ExportState.ASKED: 0, ExportState.MADE: len(labels)}.get(ExportState(export.state))
    if reached is None:
        reached = 1 + (list(ExportStep).index(ExportStep(export.step)) if export.step else 0)
    return tuple(Stage(label, _where(number, reached)) for number, label in enumerate(labels))


def file_name_of(export: Export) -> str:
    """The name under which its file is saved; "" until it is made."""
    if export.made_at is None:
        return ""
    with moments.looking_from(export.moment):
        return file_name(export.country, export.suffix, export.made_at.date().isoformat(), choice_of(export))


def _where(number: int, reached: int) -> str:
    if number < reached:
        return "done"
    return "now" if number == reached else "to come"
