"""`manage.py erase_exports`: erase at once the stored exports that hold what was removed or closed to readers since."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.exports import tidying
from dossiers.releases import gone as releases


class Command(BaseCommand):
    """See the module's first line."""

    help = "Erase stored exports that hold what was removed since, and files that no export has. The queue does it too."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many; a release counts as an export."""
        now = timezone.now()
        gone, strays = tidying.erase_with_something_gone(at=now), tidying.erase_strays(at=now)
        gone += releases.erase_with_something_gone()
        told = _("Erased %(gone)s exports that hold what was removed since, and %(strays)s files that no export has.")
        self.stdout.write(told % {"gone": gone, "strays": strays})
