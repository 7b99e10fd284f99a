"""`manage.py migrate`, between dropping and making again the views of the past and the triggers that keep histories."""

from typing import Any

from django.core.management.commands import migrate

from web.kept_history import keep, stop_keeping
from web.past_views import drop_views, make_views
from web.quick_migrating import only_what_is_touched


class Command(migrate.Command):
    """Django's own command; PostgreSQL alters no column that a view uses."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; then keep histories as they are, and let past moments be read where all tables are up to date."""
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        drop_views()
        stop_keeping()
        with only_what_is_touched():
            super().handle(*args, **options)
        keep()
        if not make_views():
            self.stderr.write("The record cannot be read as it stood until every migration has run.")
