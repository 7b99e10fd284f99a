"""What a page rests on, so that nobody takes an empty one for a finding: one function for pages and dossiers.

*Last looked at* is the newest day on which somebody of the desk certainly dealt with the country: searched for what is
said about it, kept a copy of a cited source, published a statement or checked one. A search that is dated by a month or
a year counts from its first day.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.accounts.side_by_side import Origins
from claims.accounts.statement import Statement
from claims.models import Claim, Search, Verification
from claims.origins import origins_of
from claims.sides import SIDES, side_of
from sources.models import Capture
from stations.models import Country
from users.models import User
from web.moments import in_words

LANGUAGES = {
    "en": gettext_lazy("English"), "zh": gettext_lazy("Chinese"), "it": gettext_lazy("Italian"),
    "es": gettext_lazy("Spanish"), "fr": gettext_lazy("French"), "de": gettext_lazy("German"),
    "nl": gettext_lazy("Dutch"), "hr": gettext_lazy("Croatian"), "sr": gettext_lazy("Serbian"),
    "hu": gettext_lazy("Hungarian"), "ja": gettext_lazy("Japanese"), "ko": gettext_lazy("Korean"),
    "pt": gettext_lazy("Portuguese"), "cs": gettext_lazy("Czech"), "sv": gettext_lazy("Swedish"),
    "ro": gettext_lazy("Romanian"), "pl": gettext_lazy("Polish"), "ru": gettext_lazy("Russian"),
    "uk": gettext_lazy("Ukrainian"), "ar": gettext_lazy("Arabic"), "sk": gettext_lazy("Slovak"),
    "el": gettext_lazy("Greek"), "tr": gettext_lazy("Turkish"), "da": gettext_lazy("Danish"),
    "fi": gettext_lazy("Finnish"),
}  # fmt: skip


@dataclass(frozen=True)
class Coverage:
    """How much some statements rest on: languages of the passages (most frequent first) and sides with their counts."""

    statements: int
    origins: Origins
    languages: tuple[tuple[str, int], ...]
    sides: tuple[tuple[str, int], ...]

    @property
    def sources(self) -> int:
        """In how many sources the statements were read."""
        return self.origins.sources


def coverage_of(given: Iterable[Statement], known: Mapping[str, Statement], country_code: str) -> Coverage:
    """Count what statements rest on; `known` holds those that they repeat."""
    told = tuple(given)
    languages = Counter(main_language(each.passage.language) for each in told)
    sides = Counter(side_of(each.speaker, country_code) for each in told)
    return Coverage(
        statements=len(told),
        origins=origins_of(told, known),
        languages=tuple(sorted(languages.items(), key=lambda found: (-found[1], language_name(found[0])))),
        sides=tuple((side, sides[side]) for side in SIDES if sides[side]),
    )


def main_language(tag: str) -> str:
    """The language of a BCP 47 tag without script or region: simplified and traditional characters are one language."""
    return tag.split("-")[0].lower()


def language_name(tag: str) -> str:
    """The name of a language; its tag where the name is not known here."""
    return str(LANGUAGES.get(main_language(tag), tag))


def rests_on(coverage: Coverage, country: Country) -> str:
    """What the page of a country rests on, in one sentence."""
    name = {"country": country.name_in_text or country.name, "n": coverage.statements}
    if not coverage.statements:
        return _("No statement about %(country)s.") % name
    told = ngettext("%(n)s statement about %(country)s", "%(n)s statements about %(country)s", coverage.statements)
    parts = [told % name, *_parts(coverage.origins)]
    languages = ", ".join(language_name(tag) for tag, _number in coverage.languages)
    number = len(coverage.languages)
    spoken = ngettext("%(n)s language (%(names)s)", "%(n)s languages (%(names)s)", number)
    parts.append(spoken % {"n": number, "names": languages})
    sides = ngettext("%(n)s of %(all)s sides", "%(n)s of %(all)s sides", len(coverage.sides))
    parts.append(sides % {"n": len(coverage.sides), "all": len(SIDES)})
    return ", ".join(parts) + "."


def _parts(origins: Origins) -> list[str]:
    unstated = ngettext("%(n)s whose origin is not stated", "%(n)s whose origin is not stated", origins.unstated)
    return [
        ngettext("%(n)s speaker", "%(n)s speakers", origins.speakers) % {"n": origins.speakers},
        ngettext("%(n)s source", "%(n)s sources", origins.sources) % {"n": origins.sources},
        ngettext("%(n)s origin", "%(n)s origins", origins.origins) % {"n": origins.origins},
        *([unstated % {"n": origins.unstated}] if origins.unstated else []),
    ]


def last_looked(country: Country, user: User | AnonymousUser) -> date | None:
    """The day on which the desk last dealt with a country, as far as this person may know: four queries."""
    claims = Claim.objects.visible_to(user).published().filter(country=country)
    searched = Search.objects.about(country).aggregate(last=Max("searched_on_earliest"))["last"]
    moments = (
        claims.aggregate(last=Max("reviewed_at"))["last"],
        Verification.objects.filter(claim__in=claims).aggregate(last=Max("verified_at"))["last"],
        Capture.objects.visible_to(user)
        .filter(source__in=claims.values("citation__source"))
        .aggregate(last=Max("captured_at"))["last"],
    )
    days = [searched, *(moment.date() for moment in moments if moment)]
    return max((day for day in days if day), default=None)


def looked_words(looked_on: date | None) -> str:
    """When the desk last looked, in one sentence."""
    if looked_on is None:
        return _("Nobody of the desk has looked yet.")
    return _("Last looked at on %(day)s.") % {"day": in_words(looked_on)}
