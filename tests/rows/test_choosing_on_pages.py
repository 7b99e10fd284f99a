"""What is chosen stands in the address, is told on the page, and can be taken back."""

import re

import pytest

from claims.models import Claim
from tests import factories as make
from tests.pages.reading import ids, part, tags, words
from tests.pages.scene import html_of, italy

pytestmark = pytest.mark.django_db


def accounts(html):
    """The part of a page that a choice changes."""
    found = part(html, 'id="accounts-part"')
    ends = [found.index(end) for end in ('id="places"', 'id="notes"') if end in found]
    return found[: min(ends)]


@pytest.fixture
def scene():
    return italy()


def test_a_side_is_chosen_in_the_address_and_the_rest_is_counted(client, scene):
    text = words(accounts(html_of(client, "/countries/it/?side=host")))

    assert "Only an association was found." in text
    assert "There is a station in Prato." not in text
    assert "Shown are 1 of 8 accounts, in 1 of 3 rows. 7 accounts are hidden because you chose so" in text
    assert "Accounts conflict" in text
    assert "3 accounts of this row are hidden." in text


def test_sides_and_parties_may_be_repeated_or_divided_by_commas(client, scene):
    repeated = accounts(html_of(client, "/countries/it/?side=host&side=chinese&party=paper"))
    divided = accounts(html_of(client, "/countries/it/?side=host,chinese&party=paper"))

    assert words(repeated) == words(divided)
    assert "The station was closed by then." in words(repeated)


def test_what_is_not_known_is_told_and_left_out(client, scene):
    text = words(html_of(client, "/countries/it/?side=them&party=nobody&heading=none&conflict=maybe&order=size"))

    assert "There is no side “them”. It was left out." in text
    assert "Nobody called “nobody” speaks on this page. It was left out." in text
    assert "There is no heading “none” on this page. It was left out." in text
    assert "“conflict” can only be “yes”, not “maybe”. It was left out." in text
    assert "not by “size”. It was left out." in text
    assert "There is a station in Prato." in text


@pytest.mark.parametrize(
    "query",
    ["side=%00", "side=" + ",".join("x" * 9 for _ in range(500)), "party=" + "y" * 100_000, "heading[]=1", "order=,,,"],
)
def test_nothing_in_the_address_leads_to_an_error_or_a_long_page(client, scene, query):
    response = client.get(f"/countries/it/?{query}")

    assert response.status_code == 200
    assert len(response.content) < len(client.get("/countries/it/").content) + 20_000


def test_the_form_offers_what_speaks_here_with_numbers_and_shows_what_is_chosen(client, scene):
    html = part(html_of(client, "/countries/it/?side=host&order=date"), 'id="choose"', "</form>")

    boxes = {box["value"]: "checked" in box for box in tags(html, "input")}
    assert boxes["host"]
    assert not boxes["ngos"]
    assert {"ngo", "ministry", "beijing", "paper"} <= set(boxes)
    assert "named" not in boxes
    assert "A Ministry of Italy 1" in words(html)
    assert '<option value="date" selected>' in html


def test_each_choice_can_be_taken_back_alone_or_with_all_others(client, scene):
    html = part(html_of(client, "/countries/it/?side=host&side=ngos&conflict=yes"), 'class="chosen"', "</ul>")

    addresses = [link["href"] for link in tags(html, "a")]
    assert addresses == [
        "/countries/it/?side=ngos&conflict=yes#accounts",
        "/countries/it/?side=host&conflict=yes#accounts",
        "/countries/it/?side=host,ngos#accounts",
        "/countries/it/#accounts",
    ]


def test_only_what_conflicts_hides_the_rows_without(client, scene):
    html = accounts(html_of(client, "/countries/it/?conflict=yes"))

    assert "The station was closed by then." not in words(html)
    assert 'id="row-1"' in html
    assert 'id="row-2"' not in html


def test_a_choice_that_leaves_nothing_says_so_and_offers_everything(client, scene):
    text = words(accounts(html_of(client, "/countries/it/?party=paper&conflict=yes")))

    assert "Nothing here fits what you chose." in text
    assert "Show everything" in text


def test_notes_are_those_of_what_is_shown_and_no_link_leads_nowhere(client, scene):
    html = html_of(client, "/countries/it/?party=paper")

    there = set(ids(html))
    inside = {link["href"][1:] for link in tags(html, "a") if link.get("href", "").startswith("#")}
    assert inside - there == set()
    assert "There is a station in Prato." not in words(part(html, 'class="notes"', "</ol>"))


def test_numbers_of_lines_and_notes_are_those_of_the_whole_page(client, scene):
    whole, chosen = html_of(client, "/countries/it/"), html_of(client, "/countries/it/?party=paper")

    def numbers(html):
        card = part(html, "The station was closed by then.", "</article>")
        return words(part(html, 'id="row-12"', "The Paper"))[-5:], tags(card, "a")[0]["href"]

    assert numbers(whole) == numbers(chosen)


@pytest.mark.parametrize("page", ["station", "place", "agreement", "case", "network", "question"])
def test_the_same_can_be_chosen_on_every_page_with_accounts(client, scene, page):
    agreement = Claim.objects.get(subject__kind="agreement").subject
    case = make.make_case(country=scene.country, label="Italy, a reported return")
    make.make_claim(subject=case, question=scene.existence, choice="police-station", asserted_by=scene.ngo)
    addresses = {
        "station": scene.station.get_absolute_url(),
        "place": scene.prato.get_absolute_url(),
        "agreement": agreement.get_absolute_url(),
        "case": case.get_absolute_url(),
        "network": Claim.objects.get(subject__kind="network").subject.get_absolute_url(),
        "question": scene.existence.get_absolute_url(),
    }
    other = make.make_party(name="Another NGO", slug="another")
    about = Claim.objects.filter(subject__kind=page).first()
    make.make_claim(
        subject=about.subject if about else scene.station,
        question=scene.existence,
        choice="association",
        asserted_by=other,
        statement="Another sentence.",
    )

    text = words(accounts(html_of(client, f"{addresses[page]}?party=another")))

    assert "Another sentence." in text
    assert "hidden because you chose so" in text


def test_a_question_is_narrowed_by_country(client, scene):
    hungary = make.make_country(code="HU")
    make.make_claim(
        subject=make.make_country_subject(hungary), question=scene.existence, choice="association",
        statement="A sentence about Hungary.",
    )  # fmt: skip

    text = words(accounts(html_of(client, f"{scene.existence.get_absolute_url()}?heading=hu")))
    general = words(accounts(html_of(client, f"{scene.existence.get_absolute_url()}?heading=general")))

    assert "A sentence about Hungary." in text
    assert "There is a station in Prato." not in text
    assert "There are no such stations anywhere." in general
    assert "A sentence about Hungary." not in general


def test_choosing_costs_no_query(client, scene, django_assert_num_queries, django_assert_max_num_queries):
    client.get("/countries/it/")
    with django_assert_max_num_queries(60) as whole:
        client.get("/countries/it/")

    with django_assert_num_queries(len(whole)):
        client.get("/countries/it/?side=host&conflict=yes&order=date")


def test_a_rebuttal_stands_on_the_card_that_it_answers_and_leads_both_ways(client, scene):
    answer = make.make_claim(
        subject=scene.station,
        question=scene.existence,
        choice="association",
        asserted_by=scene.ministry,
        statement="The shop sells phone cards.",
    )
    make.make_link(answer, scene.reported, kind="rebuts")

    html = html_of(client, "/countries/it/")
    answered = part(html, "There is a station in Prato.", "</article>")
    card = part(html, "The shop sells phone cards.", "</article>")

    assert "Answered by" in words(answered)
    assert "The shop sells phone cards." in words(answered)
    line = next(link["href"] for link in tags(part(answered, 'class="rebuttal"'), "a"))
    assert line.removeprefix("#") in ids(html)
    assert "Answers" in words(card)
    assert "An NGO" in words(part(card, "Answers"))


def test_the_answers_of_a_row_are_counted_with_sources_origins_and_days(client, scene):
    again = make.make_claim(
        subject=make.make_country_subject(scene.country), question=scene.how_many, count_value=11,
        asserted_by=scene.ngo, asserted_on="2024-07",
    )  # fmt: skip
    make.make_link(
        make.make_claim(
            subject=again.subject, question=scene.how_many, count_value=11, asserted_by=scene.ngo, asserted_on="2024-07"
        ),
        again,
    )

    text = words(part(html_of(client, "/countries/it/"), 'id="question-country-count"', "</section>"))

    assert "SAYS 11 stations : 3 sources, 1 origin · said 2 times, December 2022 to July 2024 An NGO 2.1" in text
    course = "One speaker, several answers An NGO about Italy; in order of time September 2022 : SAYS 4 stations 2.2"
    assert f"{course} " in text
    assert re.search(r"December 2022 to July 2024 : SAYS 11 stations 2\.1", text)


def test_a_case_has_its_accounts_in_rows_that_can_be_chosen_cited_and_taken_along(client, scene):
    case = make.make_case(country=scene.country, label="Italy, a reported return")
    returned = make.make_question(slug="how-returned", subject_kinds=["case"], choices=["persuaded", "by-himself"])
    make.make_exclusion(*returned.choices.order_by("slug"))
    for speaker, choice, sentence in (
        (scene.ngo, "persuaded", "A person was persuaded to return."),
        (scene.beijing, "by-himself", "A person returned of their own will."),
    ):
        make.make_claim(subject=case, question=returned, choice=choice, asserted_by=speaker, statement=sentence)
    address = case.get_absolute_url()

    def sentences(html):
        return sorted(re.findall(r'<p class="card-sentence">(.*?)<', html))

    whole = html_of(client, address)
    chosen = html_of(client, f"{address}?side=chinese")
    row = next(link["href"] for link in tags(chosen, "a") if "/rows/" in link["href"] and "#" not in link["href"])
    taken_along = html_of(client, f"{address}rows/how-returned.txt")

    assert address.startswith("/subjects/")
    assert "Accounts conflict" in words(accounts(whole))
    assert sentences(whole) == ["A person returned of their own will.", "A person was persuaded to return."]
    assert sentences(chosen) == ["A person returned of their own will."]
    assert row == f"{address}rows/how-returned/?side=chinese"
    assert "A person returned of their own will." in words(html_of(client, row))
    assert "An NGO says" in taken_along
    assert "A Ministry of China says" in taken_along
    assert client.get(f"{address}rows/how-returned.svg").status_code == 200
