"""`manage.py migrate`, between dropping the views of the past and making them again."""

from typing import Any

from django.core.management.commands import migrate

from web.past_views import drop_views, make_views


class Command(migrate.Command):
    """Django's own command; PostgreSQL alters no column that a view uses."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and let past moments be read again where that brought the tables up to date."""
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        drop_views()
        super().handle(*args, **options)
        if not make_views():
            self.stderr.write("The record cannot be read as it stood until every migration has run.")
