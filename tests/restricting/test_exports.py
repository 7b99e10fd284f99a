"""A dossier that was made before something was restricted is not handed over any more to whoever may not see that."""

import pytest
from django.utils import timezone

from claims.actions.restricting import restrict
from dossiers.exports import tidying
from tests import factories as make
from tests.exports.conftest import ask, files, folder, made

pytestmark = pytest.mark.django_db

__all__ = ["ask", "files", "folder", "made"]
WHY = "A zqwhy was received."


def test_readers_are_told_which_statement_is_gone_and_its_file_is_erased(browser, made, desk, eva):
    claim = make.make_claim(statement="A sentence to be kept.")
    export = made("json")

    restrict(claim, desk=desk, reason=WHY, by=eva, at=make.NOON)
    answer = browser().get(export.file_url())

    assert answer.status_code == 410
    assert claim.ref in answer.content.decode()
    assert "zqwhy" not in answer.content.decode()
    assert tidying.erase_with_something_gone(at=timezone.now()) == 1


def test_a_dossier_with_drafts_is_closed_to_a_maker_who_does_not_see_all_of_it_any_more(
    client, made, elsewhere, otto, clara
):
    claim = make.make_claim(published=False)
    client.force_login(clara)
    export = made("json", drafts="yes")
    assert client.get(export.file_url()).getvalue()
    assert tidying.erase_with_something_gone(at=timezone.now()) == 0

    restrict(claim, desk=elsewhere, reason=WHY, by=otto, at=make.NOON)

    answer = client.get(export.file_url())
    assert answer.status_code == 410
    assert "zqwhy" not in answer.content.decode()
    assert tidying.erase_with_something_gone(at=timezone.now()) == 1
