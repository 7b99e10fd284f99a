"""Who may see what. One rule in the query layer, and everything that shows claims goes through it."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.models import Claim
from sources.models import Source
from tests import factories as make
from users.models import Role

pytestmark = pytest.mark.django_db

RESTRICTED: dict[str, Any] = {"restricted": True, "restricted_reason": "A court has been asked."}
REMOVED: dict[str, Any] = {"removed_at": make.NOON, "removed_for": "safety"}

CLAIMS = {
    "draft": lambda: make.make_claim(published=False),
    "in review": lambda: make.make_claim(published=False, state="in_review"),
    "published": make.make_claim,
    "withdrawn": lambda: make.make_claim(state="withdrawn", withdrawn_reason="The passage says otherwise."),
    "restricted": lambda: make.make_claim(**RESTRICTED),
    "removed": lambda: make.make_claim(**REMOVED),
    "from a restricted source": lambda: make.make_claim(
        citation=make.make_citation(source=make.make_source(**RESTRICTED))
    ),
    "from a removed source": lambda: make.make_claim(citation=make.make_citation(source=make.make_source(**REMOVED))),
    "removed while a draft": lambda: make.make_claim(published=False, **REMOVED),
    "withdrawn and restricted": lambda: make.make_claim(state="withdrawn", withdrawn_reason="So.", **RESTRICTED),
}
READERS = {"published", "withdrawn"}
DESK = {
    "draft",
    "in review",
    "published",
    "withdrawn",
    "restricted",
    "from a restricted source",
    "withdrawn and restricted",
}


@pytest.mark.parametrize(
    ("who", "expected"),
    [("anonymous", READERS), (Role.CONTRIBUTOR, DESK), (Role.EDITOR, DESK), (Role.ADMINISTRATOR, DESK)],
)
def test_each_person_sees_these_claims_and_no_others(who, expected):
    person = AnonymousUser() if who == "anonymous" else make.make_user(role=who)
    made = {make_row().pk: kind for kind, make_row in CLAIMS.items()}

    seen = {made[claim.pk] for claim in Claim.objects.visible_to(person)}

    assert seen == expected


def test_what_is_counted_is_what_is_published():
    made = {make_row().pk: kind for kind, make_row in CLAIMS.items()}

    counted = {made[claim.pk] for claim in Claim.objects.visible_to(AnonymousUser()).published()}

    assert counted == {"published"}


def test_readers_see_a_source_until_it_is_restricted_or_removed():
    open_source = make.make_source()
    restricted = make.make_source(**RESTRICTED)
    removed = make.make_source(**REMOVED)

    assert set(Source.objects.visible_to(AnonymousUser())) == {open_source}
    assert set(Source.objects.visible_to(make.make_user())) == {open_source, restricted}
    assert removed in Source.objects.all()


def test_a_restriction_that_is_lifted_shows_the_claim_again():
    claim = make.make_claim(**RESTRICTED)
    assert not Claim.objects.visible_to(AnonymousUser()).exists()

    Claim.objects.filter(pk=claim.pk).update(restricted=False, restricted_reason="")

    assert Claim.objects.visible_to(AnonymousUser()).get() == claim


def test_who_may_publish_and_who_may_write():
    contributor = make.make_user(role=Role.CONTRIBUTOR)
    editor = make.make_user(role=Role.EDITOR)
    administrator = make.make_user(role=Role.ADMINISTRATOR)
    former = make.make_user(role=Role.EDITOR)
    former.is_active = False

    assert [person.may_publish for person in (contributor, editor, administrator, former)] == [False, True, True, False]
    assert [person.may_write for person in (contributor, editor, administrator, former)] == [True, True, True, False]
