"""How a release is cited: CITATION.cff for programs that read a folder, DataCite's metadata for whoever gives a DOI."""

from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _

from web.list_formats import licence

# Licences by the names that the setting gives them, and what SPDX calls them.
SPDX = {
    "CC BY 4.0": "CC-BY-4.0",
    "CC BY-SA 4.0": "CC-BY-SA-4.0",
    "CC BY-NC 4.0": "CC-BY-NC-4.0",
    "CC0 1.0": "CC0-1.0",
    "ODbL 1.0": "ODbL-1.0",
    "ODC-By 1.0": "ODC-By-1.0",
}
TITLE = "On Record"
KERNEL = "http://datacite.org/schema/kernel-4"


def abstract() -> str:
    """What the release is, for both."""
    return _(
        "Who says what about reported overseas police stations, and where they said it: statements with their sources. "
        "Being entered here is not a finding. Quotations belong to those who wrote them."
    )


def cff(*, version: str, on: date, address: str, doi: str) -> str:
    """CITATION.cff 1.2.0."""
    terms = licence()
    spdx = SPDX.get(terms["name"], "")
    plain = {
        "cff-version": "1.2.0",
        "message": _("If you use these records, cite the release that you used."),
        "type": "dataset",
        "title": TITLE,
        "abstract": abstract(),
        "authors": [{"name": TITLE}],
        "version": version,
        "date-released": on.isoformat(),
        "url": address,
        **({"doi": doi} if doi else {}),
        **({"license": spdx} if spdx else {"license-url": terms["url"]}),
    }
    text: str = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=1000)
    return text


def datacite(*, version: str, on: date, address: str, doi: str, before: str) -> dict[str, Any]:
    """Metadata of kernel 4 as DataCite's interface takes it; with no `doi`, all but the name that is still to be given.

    `before` is the address of the release before, "" for the first.
    """
    terms = licence()
    spdx = SPDX.get(terms["name"], "")
    by_spdx = {"rightsIdentifier": spdx, "rightsIdentifierScheme": "SPDX"} if spdx else {}
    earlier = {
        "relatedIdentifier": before,
        "relatedIdentifierType": "URL",
        "relationType": "IsNewVersionOf",
    }
    return {
        **({"doi": doi} if doi else {}),
        "url": address,
        "creators": [{"name": TITLE, "nameType": "Organizational"}],
        "titles": [{"title": TITLE}],
        "publisher": {"name": TITLE},
        "publicationYear": str(on.year),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Statements with sources"},
        "dates": [{"date": on.isoformat(), "dateType": "Issued"}],
        "language": "en",
        "version": version,
        "formats": ["application/zip"],
        "rightsList": [{"rights": terms["name"], "rightsUri": terms["url"], **by_spdx}],
        "descriptions": [{"description": abstract(), "descriptionType": "Abstract"}],
        **({"relatedIdentifiers": [earlier]} if before else {}),
        "schemaVersion": KERNEL,
    }
