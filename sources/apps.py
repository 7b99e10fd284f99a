"""The app's name for Django."""

from django.apps import AppConfig
from django.core import checks


class SourcesConfig(AppConfig):
    """See the app's folder in docs/architecture.md."""

    name = "sources"

    def ready(self) -> None:
        """Have the settings of fetching looked at before the site starts."""
        from sources.fetching.checks import fetching_is_safe

        checks.register(fetching_is_safe, checks.Tags.security)
