"""The allowed values of the columns that describe countries and subjects."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKind(models.TextChoices):
    """What a claim can be about.

    The network is all reported stations taken together; a branch is the part one Chinese bureau is said to have set
    up; a region is a group of countries that a speaker names as one; a document is a source that others speak about.
    """

    NETWORK = "network", _("The network as a whole")
    BRANCH = "branch", _("One bureau's branch of it")
    REGION = "region", _("A region")
    COUNTRY = "country", _("A country")
    PLACE = "place", _("A place")
    STATION = "station", _("A reported station")
    AGREEMENT = "agreement", _("An agreement or patrol")
    CASE = "case", _("A reported return")
    DOCUMENT = "document", _("A document")


KINDS_IN_A_COUNTRY = [
    SubjectKind.COUNTRY,
    SubjectKind.PLACE,
    SubjectKind.STATION,
    SubjectKind.AGREEMENT,
    SubjectKind.CASE,
]

# Which kind of subject may stand directly inside which; kinds not named here stand in nothing.
PARENT_KINDS: dict[SubjectKind, list[SubjectKind]] = {
    SubjectKind.BRANCH: [SubjectKind.NETWORK],
    SubjectKind.PLACE: [SubjectKind.COUNTRY, SubjectKind.PLACE],
    SubjectKind.STATION: [SubjectKind.PLACE, SubjectKind.COUNTRY],
    SubjectKind.AGREEMENT: [SubjectKind.COUNTRY],
    SubjectKind.CASE: [SubjectKind.COUNTRY, SubjectKind.PLACE],
}


class Precision(models.TextChoices):
    """How precisely public texts give a location. An address is never public here."""

    EXACT_WITHHELD = "exact_withheld", _("An address is known and withheld")
    DISTRICT = "district", _("A district is given")
    CITY = "city", _("A city is given")
    REGION = "region", _("A region is given")
    COUNTRY = "country", _("Only the country is given")
    NONE_BY_NATURE = "none_by_nature", _("It has no fixed place")
    UNKNOWN = "unknown", _("Not known")


class AgreementKind(models.TextChoices):
    """What sort of bilateral arrangement was reported."""

    POLICE_COOPERATION = "police_cooperation", _("Police cooperation agreement")
    JOINT_PATROLS = "joint_patrols", _("Joint patrols")
    LOCAL_ACCORD = "local_accord", _("Accord between local police bodies")
    DECLARATION = "declaration", _("Declaration or memorandum")
