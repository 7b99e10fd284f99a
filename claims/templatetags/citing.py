"""The files in which sources are handed to reference managers, for templates."""

from collections.abc import Iterable

from django import template

from sources.citing.files import FILES, FileFormat

register = template.Library()


@register.simple_tag
def reference_formats() -> Iterable[FileFormat]:
    """Every kind of file."""
    return FILES.values()
