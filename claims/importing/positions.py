"""The position of a place: degrees that name a city, and no house in it."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from claims.importing.lines import Line, shown

MOST = {"latitude": 90, "longitude": 180}
DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,2})?")


def position_of(line: Line) -> dict[str, Decimal]:
    """Latitude and longitude of the place that a row names; nothing where the row gives none, or a wrong one."""
    sent = {name: text for name in MOST if (text := line.get(name))}
    for name, text in sent.items():
        if not DEGREES.fullmatch(text) or abs(Decimal(text)) > MOST[name]:
            sentence = _("“%(text)s” is no position of a city: degrees, up to two digits after the point, like 45.46.")
            line.fault(name, sentence % {"text": shown(text)})
    for name in MOST.keys() - sent.keys() if sent else ():
        line.fault(name, _("A position needs both: degrees north and degrees east."))
    if sent and not line.get("place"):
        line.fault("place", _("Of which city is this the position?"))
    return {} if line.faults else {name: Decimal(text) for name, text in sent.items()}
