"""Rules that hold on one row, whatever else stands in the tables: each is tried with one UPDATE."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests import factories as make
from tests.rules.refusals import copy, refused_by, update

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "make_row", "columns"),
    [
        ("user_role_is_known", make.make_user, {"role": "owner"}),
        ("subject_kind_is_known", make.make_network, {"kind": "planet"}),
        ("subject_precision_is_known", make.make_place, {"precision": "street"}),
        ("party_kind_is_known", make.make_party, {"kind": "spy"}),
        ("source_type_is_known", make.make_source, {"csl_type": "rumour"}),
        ("source_copy_kind_is_known", make.make_source, {"copy_kind": "forged"}),
        ("source_rights_are_known", make.make_source, {"rights": "ours"}),
        ("citation_words_are_known", make.make_citation, {"words": "guessed"}),
        ("citation_locator_label_is_known", make.make_citation, {"locator_label": "somewhere"}),
        ("pending_capture_method_is_known", make.make_pending_capture, {"method": "theft"}),
        ("file_text_outcome_is_known", make.make_file_text, {"outcome": "guessed", "text": ""}),
        ("quote_check_result_is_known", make.make_quote_check, {"result": "nearly"}),
        ("question_answer_type_is_known", make.make_question, {"answer_type": "essay"}),
        ("question_timing_is_known", make.make_question, {"timing": "always"}),
        ("claim_stance_is_known", make.make_claim, {"stance": "reckons"}),
        ("search_result_is_known", make.make_search, {"result": "perhaps"}),
        ("search_side_is_known", make.make_search, {"side": "ours"}),
    ],
)
def test_a_word_that_is_on_no_list_is_refused(name, make_row, columns):
    row = make_row()

    with refused_by(name):
        update(row, **columns)


@pytest.mark.parametrize("column", ["url", "archive_url"])
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "\nhttps://example.org"]
)
def test_an_address_that_is_none_of_the_web_is_refused(column, address):
    source = make.make_source()

    with refused_by("source_addresses_are_web_addresses"):
        update(source, **{column: address})


def test_a_word_for_a_link_a_verification_or_a_kind_of_subject_is_on_its_list():
    claim = make.make_claim()

    with refused_by("link_kind_is_known"):
        update(make.make_link(claim, make.make_claim()), kind="resembles")

    with refused_by("verification_kind_is_known"):
        update(make.make_verification(claim), kind="mood")

    with refused_by("question_subject_kind_is_known"):
        update(claim.question.subject_kinds.get(kind="case"), kind="planet")


def role():
    return make.make_party(described_by_role=True)


def test_a_party_without_its_names_is_described_by_role():
    with refused_by("party_without_its_names_is_a_role"):
        update(make.make_party(), removed_at=NOW, removed_for="safety")


def test_a_merging_says_why_and_a_former_address_is_nobody_elses():
    alias, party = make.make_party_alias(), make.make_party()

    with refused_by("party_alias_says_why"):
        update(alias, reason=" ")

    with refused_by("party_slug_is_no_former_one"):
        update(party, slug=alias.slug)

    with refused_by("party_slug_is_no_former_one"):
        make.make_party(slug=alias.slug)

    with refused_by("party_alias_slug_is_no_partys"):
        update(alias, slug=party.slug)


def test_a_removal_is_of_one_thing_for_a_known_reason():
    with refused_by("removal_is_of_one_thing"):
        make.make_removal(claim=make.make_claim(), source=make.make_source())

    with refused_by("removal_is_of_one_thing"):
        make.make_removal(claim=None)

    with refused_by("removal_reason_is_known"):
        make.make_removal(reason="tidiness")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("letter_kind_is_known", {"kind": "praise"}),
        ("letter_state_is_known", {"state": "lost", "decided_at": NOW, "decided_by_id": 1, "answer": "So."}),
        ("letter_is_about_a_page_here", {"about": "https://elsewhere.example/"}),
        ("letter_decision_says_who_and_when", {"state": "accepted"}),
        ("letter_decision_says_who_and_when", {"decided_at": NOW}),
        ("letter_answer_is_given", {"state": "declined", "decided_at": NOW, "decided_by_id": 1, "answer": " "}),
    ],
)
def test_a_letter_says_what_it_is_for_and_what_became_of_it(name, columns):
    letter = make.make_letter()
    if "decided_by_id" in columns:
        columns = {**columns, "decided_by_id": make.the_editor().pk}

    with refused_by(name):
        update(letter, **columns)


def withdrawn():
    return make.make_claim(state="withdrawn")


@pytest.mark.parametrize(
    ("name", "make_row", "columns"),
    [
        ("source_restriction_says_why", make.make_source, {"restricted": True}),
        ("source_removal_says_why", make.make_source, {"removed_at": NOW}),
        ("source_removal_says_why", make.make_source, {"removed_for": "privacy"}),
        ("source_removal_says_why", make.make_source, {"removed_at": NOW, "removed_for": "tidiness"}),
        ("claim_restriction_says_why", make.make_claim, {"restricted": True}),
        ("claim_removal_says_why", make.make_claim, {"removed_at": NOW}),
        ("claim_removal_says_why", make.make_claim, {"removed_for": "privacy"}),
        ("claim_withdrawal_says_when_and_why", make.make_claim, {"state": "withdrawn"}),
        ("claim_withdrawal_says_when_and_why", withdrawn, {"withdrawn_reason": ""}),
        ("claim_withdrawal_says_when_and_why", withdrawn, {"withdrawn_at": None}),
        ("claim_withdrawal_says_when_and_why", withdrawn, {"withdrawn_by_id": None}),
        ("claim_withdrawal_says_when_and_why", withdrawn, {"state": "published"}),
        ("claim_withdrawal_says_when_and_why", make.make_claim, {"withdrawn_at": NOW}),
        ("party_state_media_says_why", make.make_party, {"kind": "state_media"}),
        ("citation_removal_says_why", make.make_citation, {"removed_at": NOW}),
        ("citation_removal_says_why", make.make_citation, {"removed_for": "tidiness"}),
        ("party_removal_says_why", role, {"removed_at": NOW}),
        ("party_removal_says_why", role, {"removed_for": "privacy"}),
    ],
)
def test_a_step_that_needs_a_reason_is_refused_without_one(name, make_row, columns):
    row = make_row()

    with refused_by(name):
        update(row, **columns)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("claim_said_on_has_its_days", {"asserted_on": ""}),
        ("claim_said_on_has_its_days", {"asserted_on_earliest": None, "asserted_on_latest": None}),
        ("claim_period_has_its_days", {"about_period": "2022"}),
        ("claim_period_has_its_days", {"about_period_latest": "2022-12-31"}),
        ("claim_date_answer_has_its_days", {"date_answer": "", "date_answer_earliest": "2022-01-01"}),
    ],
)
def test_a_date_is_kept_with_the_days_it_can_mean(name, columns):
    claim = make.make_claim()

    with refused_by(name):
        update(claim, **columns)


def test_the_date_of_a_source_is_kept_with_the_days_it_can_mean():
    source = make.make_source(issued="2022-11")

    with refused_by("source_issued_has_its_days"):
        update(source, issued="")

    with refused_by("source_issued_has_its_days"):
        update(source, issued_earliest=None, issued_latest=None)


def test_a_claim_is_published_after_a_review_by_somebody_else():
    draft = make.make_claim(published=False)
    published = make.make_claim()

    with refused_by("claim_published_was_reviewed"):
        update(draft, state="published")

    with refused_by("claim_published_was_reviewed"):
        update(make.make_claim(state="withdrawn"), reviewed_by_id=None, reviewed_at=None)

    with refused_by("claim_not_reviewed_by_its_author"):
        update(draft, reviewed_by_id=draft.created_by_id, reviewed_at=NOW)

    with refused_by("claim_not_reviewed_by_its_author"):
        update(published, created_by_id=published.reviewed_by_id)


def test_a_claim_begins_in_a_state_that_is_on_the_list():
    with refused_by("claim_state_is_known"):
        copy(make.make_claim(), state="deleted", ref="a234567")


@pytest.mark.parametrize("columns", [{"reviewed_at": NOW}, {"reviewed_by": True}])
def test_the_moment_of_a_review_and_the_reviewer_come_together(columns):
    claim = make.make_claim(published=False)
    if "reviewed_by" in columns:
        columns = {"reviewed_by_id": make.the_editor().pk}

    with refused_by("claim_reviewed_at_and_by_together"):
        update(claim, **columns)


@pytest.mark.parametrize("sentence", ["", "  ", "\n"])
def test_a_claim_without_a_sentence_is_refused(sentence):
    with refused_by("claim_has_a_statement"):
        update(make.make_claim(), statement=sentence)


@pytest.mark.parametrize("answer", [{}, {"choice": "yes"}, {"count_value": 4}, {"date_answer": "2022"}])
def test_one_filled_in_form_saves_a_claim_once(answer):
    question = make.make_question() if "choice" in answer else None
    claim = make.make_claim(question=question, form_key=uuid4(), **answer)

    with refused_by("claim_form_saves_once"):
        copy(claim, ref="abcdefg")


def test_a_private_person_is_described_by_role():
    person = make.make_party(kind="private_person")

    with refused_by("party_private_person_by_role"):
        update(person, described_by_role=False)


def test_a_party_has_a_name_and_is_not_part_of_itself():
    party = make.make_party()

    with refused_by("party_has_a_name"):
        update(party, name="")

    with refused_by("party_is_not_part_of_itself"):
        update(party, part_of_id=party.pk)


def test_a_source_can_be_told_apart_from_others():
    source = make.make_source()

    with refused_by("source_can_be_told_apart"):
        update(source, title="", url="")


def test_a_known_address_and_version_make_no_second_source():
    source = make.make_source(version="2022-12-04")

    with refused_by("source_address_once"):
        copy(source, slug="again")

    copy(source, slug="a-later-version", version="2023-01-01")


def test_a_locator_says_what_it_counts_and_a_translation_who_made_it():
    citation = make.make_citation()

    with refused_by("citation_locator_names_its_unit"):
        update(citation, locator_label="")

    with refused_by("citation_translation_names_translator"):
        update(citation, translation="In other words.")


def test_a_citation_is_checked_in_a_copy_of_the_source_it_cites():
    citation = make.make_citation()
    copy_of_another = make.make_capture()

    with refused_by("citation_capture_is_of_its_source"):
        update(citation, capture_id=copy_of_another.pk)


def test_a_found_quotation_says_where_it_was_found():
    check = make.make_quote_check()

    with refused_by("quote_check_found_says_where"):
        update(check, result="exact", start=1, end=5)

    with refused_by("quote_check_found_says_where"):
        update(check, result="normalised", capture_id=make.make_capture().pk)


@pytest.mark.parametrize("digest", ["", "f" * 63, "F" * 64, "g" * 64])
def test_a_digest_is_one(digest):
    with refused_by("file_text_sha256_is_one"):
        update(make.make_file_text(), sha256=digest)


def test_the_number_of_a_heading_begins_at_one():
    with refused_by("heading_order_from_one"):
        update(make.make_heading(), order=0)


def test_a_search_says_what_was_looked_for_and_where():
    search = make.make_search()

    with refused_by("search_says_what_and_where"):
        update(search, what="")

    with refused_by("search_says_what_and_where"):
        update(search, where="")


def test_a_search_says_when_somebody_looked_with_the_days_of_the_date():
    search = make.make_search()

    for columns in (
        {"searched_on": "", "searched_on_earliest": None, "searched_on_latest": None},
        {"searched_on_earliest": None, "searched_on_latest": None},
    ):
        with refused_by("search_says_when"):
            update(search, **columns)


def test_the_time_that_a_search_covers_has_its_days():
    search = make.make_search(period="2022-09/2023-06")

    with refused_by("search_period_has_its_days"):
        update(search, period="")


def test_a_search_concerns_something():
    with refused_by("search_concerns_something"):
        update(make.make_search(), country_id=None)


def test_a_search_is_for_one_party_or_for_a_whole_side():
    with refused_by("search_is_for_a_party_or_for_a_side"):
        update(make.make_search(party=make.make_party()), side="media")


def test_an_address_makes_one_account_in_any_case():
    user = make.make_user(email="Ada@desk.example")

    with refused_by("user_email_once_in_any_case"):
        copy(user, email="ADA@desk.example")
