"""What readers may not see stands in no export, on no page about one, and in no record of one."""

import pytest

from dossiers.models import Export
from tests.rules.test_nothing_leaks import HIDDEN, SHOWN, say_something_of_each_kind
from tests.rules.test_visibility import READERS

pytestmark = pytest.mark.django_db


def test_an_export_holds_what_readers_see_and_nothing_else(client, made):
    claims = say_something_of_each_kind()
    hidden = [claim.ref for kind, claim in claims.items() if kind not in READERS]

    for suffix in ("json", "csv", "html", "md"):
        export = made(suffix)
        content = client.get(export.file_url()).getvalue().decode()
        page = client.get(export.get_absolute_url()).content.decode()
        record = str(Export.objects.filter(pk=export.pk).values().get())
        assert SHOWN in content
        assert HIDDEN not in content + page + record
        assert not [ref for ref in hidden if ref in content + page + record]
