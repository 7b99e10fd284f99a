"""The lists of values of recorded exports, explained in docs/vocabulary.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    """How far the making of an export has come. The last three are final."""

    ASKED = "asked", _("Waits its turn")
    MAKING = "making", _("Being made")
    MADE = "made", _("Made")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class ExportStep(models.TextChoices):
    """What is being done for an export at this moment."""

    READING = "reading", _("Reading the records")
    SETTING = "setting", _("Setting notes and pages")
    KEEPING = "keeping", _("Packing and putting away")


class ExportFailure(models.TextChoices):
    """Why an export was not made. Nothing of it is kept."""

    NO_ROOM = "no_room", _("The place where exports are kept is full, or cannot be written to")
    STOPPED = "stopped", _("The work stopped more than once before it was done")
    SAME = "same", _("The same was made meanwhile; ask again, and you get it")
    TROUBLE = "trouble", _("Something went wrong; whoever runs this site finds it in the log")
