"""The rows that tests are made of."""

import pytest

from claims.models import Claim
from sources.models import Party
from tests import factories


@pytest.mark.django_db
def test_every_factory_makes_a_row_that_the_database_accepts():
    claim = factories.make_claim()
    count = factories.make_claim(count_value=4)
    dated = factories.make_claim(date_answer="2022-11")
    named = factories.make_claim(answer_party=factories.make_party())
    draft = factories.make_claim(published=False)
    factories.make_relay(claim)
    factories.make_relay(claim)
    factories.make_link(claim, count)
    factories.make_verification(claim)
    factories.make_search()
    factories.make_same_place(claim=claim)
    factories.make_same_place(claim=claim, withdrawn_at=factories.NOON)
    factories.make_removal(claim=claim)
    factories.make_letter()
    factories.make_letter_day()
    factories.make_party_alias()
    factories.make_export()
    factories.make_export_in_hand()
    factories.make_export_day()
    factories.make_name()
    factories.make_case()
    factories.make_agreement()
    factories.make_network()
    factories.make_quote_check()
    factories.make_file_text()
    factories.make_takedown()
    factories.make_release()
    factories.make_pending_capture()
    factories.make_fetch()
    factories.make_invitation(desks=[factories.make_desk()])
    factories.make_revoked_token()
    factories.make_sent_once()
    factories.make_desk(members=[factories.make_user()])
    factories.make_apart(claim, count)
    factories.make_exclusion(*claim.question.choices.all())
    for kind in Party._meta.get_field("kind").choices or []:
        factories.make_party(kind=kind[0])

    assert Claim.objects.published().count() == 4
    assert {count.answer_type, dated.answer_type, named.answer_type} == {"count", "date", "party"}
    assert draft.reviewed_by is None
