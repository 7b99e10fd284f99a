"""From a file to sources: what is here already is found and offered for a decision, and all is saved or nothing."""

import json
import re
from io import BytesIO

import lxml.html
import pghistory
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Source
from tests.adding.scene import make_scene, signed_in
from tests.factories import make_citation, make_desk, make_party, make_source, make_user
from tests.writing import written

ADDRESS = "/sources/from-references/"
pytestmark = pytest.mark.django_db


def entry(at, /, **given):
    return {"type": "report", "title": f"Report {at}", "language": "en", **given}


LIST = [
    entry(1, URL="https://new.example/1", publisher="An Institute", issued={"date-parts": [[2022, 12]]}),
    entry(2, URL="http://www.known.example/a/?utm_source=x"),
    entry(3, DOI="10.1234/ABC"),
    entry(4, title="A Known TITLE", issued="2022-05"),
    entry(5, title="A known title", issued="2021"),
    entry(6, URL="https://new.example/1#part"),
    {"type": "webpage"},
    entry(8, title="", URL="javascript:alert(1)", number="<b>7</b>"),
]


@pytest.fixture
def known(db):
    """Documents that three entries of the list are, or seem to be; and one that nobody else may learn of."""
    make_party(name="An Institute", country=None)
    make_source(
        url="https://kept.example/", title="Report 1", restricted=True, desk=make_desk(), restricted_reason="So."
    )
    return [
        make_source(url="https://www.known.example/a", title="Another title"),
        make_source(url="", number="https://doi.org/10.1234/abc", title="Third"),
        make_source(url="", title="A known title", issued="2022"),
    ]


@pytest.fixture
def alice(db):
    return signed_in(make_scene().alice)


def send(client, **form):
    return client.post(ADDRESS, {"act": "look", "text": json.dumps(LIST), **form})


def entries(answer):
    tree = lxml.html.document_fromstring(answer.content)
    return [re.sub(r"\s+", " ", item.text_content()).strip() for item in tree.xpath("//ol[@id='entries']/li")]


def test_each_entry_says_what_it_is_and_nothing_is_saved(alice, known):
    with CaptureQueriesContext(connection) as asked:
        answer = send(alice)
    lines = entries(answer)

    assert written(asked) == []
    assert "1 December" not in lines[0]
    assert "Report · An Institute · December 2022 · English · https://new.example/1" in lines[0]
    assert "Here already, by the same address: Another title" in lines[1]
    assert "It is not added." in lines[1]
    assert "by the same DOI: Third" in lines[2]
    assert "the same title, and dates that can be one: A known title" in lines[3]
    assert "Here already" not in lines[4]
    assert "Stands in this list already, as entry 1, by the same address" in lines[5]
    assert "without title, address or number" in lines[6]
    assert "“javascript:alert(1)” is no web address" in lines[7]
    assert b"<b>7" not in answer.content
    assert "3 would be added" in answer.content.decode()


def test_what_is_chosen_is_added_once_with_the_file_in_its_history(alice, known):
    answer = alice.post(
        ADDRESS,
        {"act": "add", "text": json.dumps(LIST), "entry-3": "add", "entry-5": "leave", "entry-2": "add"},
        follow=True,
    )
    added = Source.objects.order_by("-pk")[:3]

    assert sorted(source.title or source.number for source in added) == ["<b>7</b>", "Report 1", "Report 3"]
    assert "3 documents were added" in answer.content.decode()
    first = Source.objects.get(title="Report 1", restricted=False)
    assert (first.publisher.name, first.issued, first.language, first.restricted) == (
        "An Institute",
        "2022-12",
        "en",
        False,
    )
    version = apps.get_model("sources", "SourceEvent").objects.select_related("pgh_context").get(pgh_obj=first)
    assert re.fullmatch("[0-9a-f]{64}", version.pgh_context.metadata["file"])
    assert "documents were added" not in alice.get(ADDRESS).content.decode()

    before = Source.objects.count()
    again = send(alice)
    assert "Here already, by the same address: Report 1" in entries(again)[0]
    alice.post(ADDRESS, {"act": "add", "text": json.dumps(LIST[:4])})
    assert Source.objects.count() == before


def test_a_problem_keeps_all_from_being_saved_and_loses_nothing(alice, known):
    text = json.dumps([entry(1, language="tlh"), entry(2)])
    with CaptureQueriesContext(connection) as asked:
        answer = alice.post(ADDRESS, {"act": "add", "text": text, "entry-2": "leave", "source_because": "So."})
        none = alice.post(
            ADDRESS, {"act": "add", "text": text, "entry-1": "leave", "entry-2": "leave", "language": "it"}
        )
    page = answer.content.decode()

    assert (answer.status_code, none.status_code, written(asked)) == (422, 422, [])
    assert "Which language are they in?" in page
    assert "A reason is given below." in page
    assert re.search(r'name="entry-2" value="leave" checked', page)
    assert "Nothing is chosen" in none.content.decode()


def test_all_can_be_kept_by_a_desk(known):
    person = make_user(role="contributor")
    desk = make_desk(members=[person])
    text = json.dumps([entry(1), entry(2, language="")])
    signed_in(person).post(
        ADDRESS,
        {
            "act": "add",
            "text": text,
            "language": "it",
            "source_restricted": "on",
            "source_desk": desk.slug,
            "source_because": "So.",
        },
    )

    found = Source.objects.filter(desk=desk).order_by("title")
    assert [(source.title, source.language, source.restricted) for source in found] == [
        ("Report 1", "en", True),
        ("Report 2", "it", True),
    ]


def test_a_file_is_taken_and_what_is_none_is_refused_in_a_sentence(alice, known):
    file = BytesIO(b"@report{x, title={A {Report} of Rome}, date={2022}}")
    file.name = "list.bib"
    taken = alice.post(ADDRESS, {"act": "look", "file": file})
    wrong = alice.post(ADDRESS, {"act": "look", "text": "Dear editor"})
    empty = alice.post(ADDRESS, {"act": "look"})

    assert "A Report of Rome" in entries(taken)[0]
    assert (wrong.status_code, "no list of references" in wrong.content.decode()) == (422, True)
    assert "Dear editor</textarea>" in wrong.content.decode()
    assert "Choose a file, or paste references." in empty.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_list(alice, known, django_assert_max_num_queries):
    many = [entry(number, URL=f"https://new.example/{number}") for number in range(100)]
    send(alice)
    with django_assert_max_num_queries(14):
        assert len(entries(send(alice, text=json.dumps(many)))) == 100


def take_back(client):
    page = lxml.html.document_fromstring(client.get(ADDRESS).content)
    keys = page.xpath("//button[@name='take_back']/@value")
    return keys, lambda: client.post(ADDRESS, {"take_back": keys[0]}, follow=True)


def add(client, *entries):
    client.post(ADDRESS, {"act": "add", "text": json.dumps(entries)}, follow=True)


def test_a_list_is_taken_back_as_one(alice, known):
    before = set(Source.objects.values_list("pk", flat=True))
    add(alice, entry(1, URL="https://new.example/1"), entry(2), entry(3, URL="http://www.known.example/a"))
    add(alice, entry(9))
    keys, undo = take_back(alice)
    assert len(keys) == 2

    assert "One document was taken back" in undo().content.decode()
    assert "2 documents were taken back" in take_back(alice)[1]().content.decode()
    assert set(Source.objects.values_list("pk", flat=True)) == before
    versions = apps.get_model("sources", "SourceEvent").objects.filter(pgh_label="delete")
    assert {version.pgh_context.metadata["why"] for version in versions} == {"A list of references was taken back."}
    assert take_back(alice)[0] == []


def test_nothing_of_a_list_goes_once_somebody_worked_with_a_part_of_it(alice, known):
    add(alice, entry(1), entry(2))
    make_citation(source=Source.objects.get(title="Report 2", restricted=False))
    undo = take_back(alice)[1]

    answer = undo()

    assert answer.status_code == 422
    assert "people have worked with it since: Report 2." in answer.content.decode()
    assert Source.objects.filter(title__in=["Report 1", "Report 2"], restricted=False).count() == 2


def test_a_changed_document_keeps_its_list(alice, known):
    add(alice, entry(1), entry(2))
    with pghistory.context(why="Somebody else saw to it."):
        Source.objects.filter(title="Report 2", restricted=False).update(note="A remark.")

    assert "worked with it since" in take_back(alice)[1]().content.decode()


def test_others_take_no_list_back_and_no_key_does_anything_else(alice, known):
    add(alice, entry(1))
    (key,), _undo = take_back(alice)
    other = signed_in(make_user(role="contributor"))
    number = Source.objects.count()

    assert take_back(other)[0] == []
    refused = other.post(ADDRESS, {"take_back": key})
    assert (refused.status_code, "Only who entered a list" in refused.content.decode()) == (422, True)
    for wrong in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert "Nothing of this list is here" in other.post(ADDRESS, {"take_back": wrong}).content.decode()
    assert Source.objects.count() == number
