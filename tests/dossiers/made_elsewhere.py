"""Make a dossier in every format in this process, and print the SHA-256 of each.

    python -m tests.dossiers.made_elsewhere HR '{"NAME": "test_on_record_1a2b3c4d", "HOST": "…"}'

What differs between two runs of it is what the machine lent to the files: clock, zone, language, order of names.
"""

import hashlib
import json
import os
import sys
from datetime import UTC, datetime

import django

MOMENT = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


def digests(code: str) -> dict[str, str]:
    """Each format of the country's dossier, and of one of two countries in a citation style of books."""
    from dossiers.build import dossier_of
    from dossiers.choice import Choice
    from dossiers.formats import FORMATS
    from stations.models import Country

    country = Country.objects.get(code=code)
    found = {}
    for name, choice in (("", Choice()), ("chosen ", Choice(further=("RS",), sides=("chinese", "host"), style="apa"))):
        dossier = dossier_of(country, made_at=MOMENT, choice=choice)
        for suffix, each in FORMATS.items():
            found[name + suffix] = hashlib.sha256(each.render(dossier)).hexdigest()
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.db import connection

    connection.settings_dict.update(json.loads(sys.argv[2]))
    json.dump(digests(sys.argv[1]), sys.stdout)
