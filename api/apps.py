"""The app of the programming interface."""

from django.apps import AppConfig
from django.core.checks import register


class ApiConfig(AppConfig):
    """Version 1 of the interface for programs, below /api/v1/."""

    name = "api"

    def ready(self) -> None:
        """Let the schema know fields of ours, and have the days of the end looked at."""
        from api import ending
        from api.description import fields  # noqa: F401 - registers by being imported

        register(ending.check_days)
