"""Names and days that headings hold, in the language of the headings: by the Unicode CLDR, through babel."""

from datetime import UTC, date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from dossiers.languages import ENGLISH, in_language
from dossiers.plain import CountryName


def country_name(country: CountryName, language: str, *, in_text: bool = False) -> str:
    """The country, or those that a dossier of several names by their codes; as recorded where a code is not known."""
    if language == ENGLISH:
        return country.name_in_text if in_text else country.name
    known = Locale.parse(language).territories
    codes = country.code.split()
    if not codes or any(code not in known for code in codes):
        return country.name_in_text if in_text else country.name
    *first, last = (known[code] for code in codes)
    _ = in_language(language)
    return _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last} if first else last


def under_country(country: CountryName, words: str, language: str) -> str:
    """Words with the country before them, in a dossier of several: “Italy: How many?”."""
    _ = in_language(language)
    return _("%(country)s: %(words)s") % {"country": country_name(country, language), "words": words}


def language_name(tag: str, language: str) -> str:
    """The name of a language that somebody speaks, "" where it is not known."""
    try:
        return Locale.parse(tag.split("-")[0]).get_language_name(language) or ""
    except (ValueError, UnknownLocaleError):
        return ""


def moment_in_words(given: str, english: str, language: str) -> str:
    """A day or an instant (ISO 8601): “1 dicembre 2026”, “1 dicembre 2026, 12:30 UTC”. `english` is the same as it is
    told in English, to the minute or to the second."""
    if language == ENGLISH or not given:
        return english
    if "T" not in given:
        return day_in_words(date.fromisoformat(given), language)
    then = datetime.fromisoformat(given).astimezone(UTC)
    time = then.strftime("%H:%M:%S" if english.count(":") > 1 else "%H:%M")
    _ = in_language(language)
    return _("%(day)s, %(time)s UTC") % {"day": day_in_words(then.date(), language), "time": time}


def day_in_words(day: date, language: str) -> str:
    """A day with its month in words."""
    words = format_date(day, "long", locale=language)
    # French says the first of a month as an ordinal, for which the CLDR has no pattern.
    return f"1er{words[1:]}" if language == "fr" and day.day == 1 else words
