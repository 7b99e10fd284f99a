"""The app that holds what every page needs."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout pieces, form widgets, dates on pages; of its own tables only the counts of web/limits.py."""

    name = "web"
