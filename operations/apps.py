"""The app's name for Django."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """See the app's folder in docs/architecture.md."""

    name = "operations"
