"""The names of the files of dossiers."""

from django.utils.text import slugify

from dossiers.choice import EVERYTHING, Choice
from stations.models import Country
from web import moments


def file_name(country: Country, suffix: str, made_on: str, choice: Choice = EVERYTHING) -> str:
    """A name that still says what the file is when it lies in a folder: “on-record-italy-apa-2026-11-24.pdf”."""
    return f"{stem(country, made_on, choice)}.{suffix}"


def stem(country: Country, made_on: str, choice: Choice = EVERYTHING) -> str:
    """The same without its ending."""
    chosen = choice.in_a_file_name
    return f"on-record-{slugify(country.name)}{moments.current().in_a_file_name}{chosen}-{made_on}"
