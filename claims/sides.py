"""Under which heading a speaker stands: one function of the speaker and the country in view (DESIGN §3, "Sides").

The order is fixed and the same everywhere: a side's place says nothing about the weight of what it says.
"""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.accounts.statement import Speaker
from sources.choices import PartyKind
from stations.models import Country

SideSlug = Literal["chinese", "host", "named", "ngos", "media", "others"]

SIDES: tuple[SideSlug, ...] = ("chinese", "host", "named", "ngos", "media", "others")

CHINA = "CN"

STATE_BODIES = frozenset(
    {
        PartyKind.GOVERNMENT,
        PartyKind.LOCAL_AUTHORITY,
        PartyKind.POLICE,
        PartyKind.INTELLIGENCE,
        PartyKind.COURT,
        PartyKind.MISSION,
    }
)
OF_THE_CHINESE_STATE = STATE_BODIES | {PartyKind.RULING_PARTY, PartyKind.STATE_MEDIA}
NAMED_IN_REPORTS = frozenset({PartyKind.ASSOCIATION, PartyKind.BUSINESS, PartyKind.PRIVATE_PERSON})
OBSERVERS = frozenset({PartyKind.NGO, PartyKind.RESEARCHER})
MEDIA = frozenset({PartyKind.NEWS_MEDIA, PartyKind.STATE_MEDIA})


def side_of(speaker: Speaker, country_code: str | None) -> SideSlug:
    """The side of a speaker on a page about one country, or about none.

    Without a country in view the state bodies of every country stand together as hosts.
    """
    kind = speaker.kind
    if speaker.country_code == CHINA and kind in OF_THE_CHINESE_STATE:
        return "chinese"
    if kind in STATE_BODIES and speaker.country_code and country_code in (None, "", speaker.country_code):
        return "host"
    if kind in NAMED_IN_REPORTS:
        return "named"
    if kind in OBSERVERS:
        return "ngos"
    if kind in MEDIA:
        return "media"
    return "others"


TITLES: dict[str, Promise] = {
    "chinese": gettext_lazy("Chinese authorities and state media"),
    "host": gettext_lazy("Authorities and courts of the countries"),
    "named": gettext_lazy("People and organisations named"),
    "ngos": gettext_lazy("NGOs and researchers"),
    "media": gettext_lazy("News media, in their own words"),
    "others": gettext_lazy("Others"),
}


def side_title(slug: str, country: Country | None = None) -> str:
    """The heading as readers see it; the hosts' side names the country in view."""
    if slug == "host" and country is not None:
        return _("Authorities and courts of %(country)s") % {"country": country.name_in_text or country.name}
    return str(TITLES[slug])
