"""A dossier holds what was chosen: countries, questions, sides, drafts; and is set as was chosen."""

import io
import json
import re
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict

from dossiers.build import dossier_of
from dossiers.choice import EVERYTHING, Choice, read
from dossiers.formats import FORMATS
from dossiers.render import pandoc
from tests import factories as make
from tests.dossiers import readers
from tests.dossiers.given import NOON

pytestmark = pytest.mark.django_db
WITH_A_FIRST_PAGE = [suffix for suffix in FORMATS if suffix not in ("csv", "json", "zip")]


@pytest.fixture
def scene():
    """Italy, where the Chinese embassy and an NGO conflict on one question, and the NGO answers another; Croatia."""
    italy, croatia = make.make_country(), make.make_country(code="HR", name="Croatia", name_in_text="Croatia")
    exists, many = make.make_question(slug="existence", wording="Is there one?"), make.make_question(slug="how-many")
    ngo = make.make_party(name="The Observers")
    embassy = make.make_party(name="The Embassy", kind="mission", country="CN")
    rome = make.make_station(label="Rome station", place=make.make_place(country=italy))
    for stance, by in (("says", ngo), ("denies", embassy)):
        make.make_claim(
            subject=rome,
            question=exists,
            choice="yes",
            stance=stance,
            asserted_by=by,
            statement=f"{by.name} {stance} so.",
        )
    make.make_claim(subject=rome, question=many, asserted_by=ngo, statement="The Observers answer another question.")
    zagreb = make.make_station(label="Zagreb station", place=make.make_place(country=croatia, label="Zagreb"))
    make.make_claim(
        subject=zagreb, question=exists, choice="yes", asserted_by=ngo, statement="The Observers speak of Zagreb."
    )
    return italy


def choice_in(text, country):
    return read(QueryDict(text), country)


def sentences(dossier):
    return {card.sentence for card in dossier.cards}


def test_an_address_is_read_and_written_back_the_same(scene):
    asked = "with=hr&question=existence,how-many&side=chinese,ngos&drafts=yes&style=apa&paper=letter"

    found = choice_in(asked, scene)

    assert found.problems == []
    assert found.choice == Choice(
        ("HR",), ("existence", "how-many"), ("chinese", "ngos"), drafts=True, style="apa", paper="letter"
    )
    assert choice_in("&".join(f"{k}={v}" for k, v in found.choice.parameters.items()), scene).choice == found.choice
    assert choice_in("", scene).choice == EVERYTHING
    assert EVERYTHING.parameters == {}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("with=xx", "There is no country with the code “xx”."),
        ("question=nothing", "There is no question “nothing”."),
        ("side=mine", "There is no side “mine”."),
        ("drafts=maybe", "“drafts” can only be “yes”, not “maybe”."),
        ("paper=papyrus", "There is no paper size “papyrus”. Choose one of a4, letter."),
        ("language=tlh", "There is no language “tlh”."),
        ("style=none", "There is no citation style “none”."),
        ("side=%00%1b", "There is no side “”."),
        ("question=" + "x" * 5000, "There is no question “" + "x" * 39 + "…”."),
    ],
)
def test_what_is_not_known_is_told_and_no_file_is_made_of_it(client, scene, asked, told):
    assert told in " ".join(choice_in(asked, scene).problems)

    refused = client.get(f"/countries/it/dossier.json?{asked}")

    assert refused.status_code == 400
    assert client.get(f"/countries/it/dossier/?{asked}").status_code == 200


def test_sides_and_questions_narrow_and_every_number_of_a_line_stays(scene):
    whole = dossier_of(scene, made_at=NOON)
    chinese = dossier_of(scene, made_at=NOON, choice=Choice(sides=("chinese",)))
    many = dossier_of(scene, made_at=NOON, choice=Choice(questions=("how-many",)))

    numbers = {card.ref: card.number for card in whole.cards}
    assert sentences(chinese) == {"The Embassy denies so."}
    assert sentences(many) == {"The Observers answer another question."}
    for part in (chinese, many):
        assert {card.ref: card.number for card in part.cards}.items() <= numbers.items()
        assert [note.number for note in part.notes] == [1]
        assert {source.slug for source in part.sources} == {note.source for note in part.notes}
        assert sum(figure.value for figure in part.summary.figures if figure.slug == "statements") == 1
    (question,) = (question for heading in chinese.headings for question in heading.questions)
    assert question.verdict == "conflict"
    assert question.conflicts[0].lines == tuple(sorted(numbers[ref] for ref in _conflicting(whole)))


def _conflicting(dossier):
    (conflict,) = dossier.summary.conflicts
    return conflict.first, conflict.second


def test_what_was_chosen_is_said_on_the_first_page_of_every_format(client, scene):
    told = readers.squashed("Only what these sides say was chosen: Chinese authorities and state media.")
    for suffix in WITH_A_FIRST_PAGE:
        answer = client.get(f"/countries/it/dossier.{suffix}?side=chinese")
        assert told in readers.squashed(readers.text_of(suffix, answer.content)), suffix
        assert "-chinese-" in answer["Content-Disposition"]
    data = client.get("/countries/it/dossier.json?side=chinese").json()
    assert data["choice"]["sides"] == ["chinese"]


def test_several_countries_stand_in_one_dossier_each_with_its_own_lines(scene):
    alone = dossier_of(scene, made_at=NOON)
    both = dossier_of(scene, made_at=NOON, choice=Choice(further=("HR",)))

    assert sentences(both) == {*sentences(alone), "The Observers speak of Zagreb."}
    assert [card.number for card in both.cards][: len(alone.cards)] == [f"IT-{card.number}" for card in alone.cards]
    assert both.cards[-1].number.startswith("HR-")
    assert both.choice.countries == ("IT", "HR")
    assert both.country.name == "Italy and Croatia"
    assert [note.number for note in both.notes] == list(range(1, len(both.notes) + 1))
    assert {note for source in both.sources for note in source.notes} == {note.number for note in both.notes}
    assert len(both.summary.conflicts) == len(alone.summary.conflicts) == 1, "nothing is compared across countries"


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {"zip"}))
def test_every_format_holds_every_country(client, scene, suffix):
    text = readers.squashed(readers.text_of(suffix, client.get(f"/countries/it/dossier.{suffix}?with=hr").content))

    for sentence in ("The Observers speak of Zagreb.", "The Embassy denies so."):
        assert readers.squashed(sentence) in text


def test_no_two_places_of_a_web_page_have_one_name(client, scene):
    names = re.findall(r'id="([^"]+)"', client.get("/countries/it/dossier.html?with=hr").content.decode())

    assert [name for name in set(names) if names.count(name) > 1] == []
    assert {name.split("-")[1] for name in names if name.startswith("heading-")} == {"IT", "HR"}


@pytest.mark.parametrize("style", ["ieee", "chicago"])
def test_sources_of_several_countries_are_cited_and_numbered_once(scene, style):
    both = dossier_of(scene, made_at=NOON, choice=Choice(further=("HR",), style=style))

    slugs = [source.slug for source in both.sources]
    assert len(slugs) == len(set(slugs)) == len({note.source for note in both.notes})
    if style == "ieee":
        starts = ["".join(run.text for run in source.runs)[:3] for source in both.sources]
        assert starts == [f"[{place}]" for place in range(1, len(starts) + 1)]


@pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {"zip"}))
def test_the_countries_of_a_dossier_are_given_in_any_order_and_never_twice(client, scene, suffix):
    one = client.get(f"/countries/it/dossier.{suffix}?with=hr,it,hr")

    assert one["ETag"] == client.get(f"/countries/it/dossier.{suffix}?with=hr")["ETag"]


class TestDrafts:
    @pytest.fixture(autouse=True)
    def with_a_draft(self, scene):
        make.make_claim(statement="A draft of it.", published=False)
        make.make_claim(
            statement="A restricted draft.", published=False, restricted=True, restricted_reason="A reason."
        )

    def test_nobody_outside_the_desk_gets_them(self, client):
        for suffix in FORMATS:
            refused = client.get(f"/countries/it/dossier.{suffix}?drafts=yes")
            assert refused.status_code == 403
            assert b"A draft of it." not in refused.content
        page = client.get("/countries/it/dossier/?drafts=yes")
        assert "Drafts are only for people of the desk." in page.content.decode()

    @pytest.mark.parametrize("suffix", sorted(set(FORMATS) - {"zip"}))
    def test_the_desk_gets_them_marked_and_nothing_restricted(self, client, suffix):
        client.force_login(make.the_author())

        answer = client.get(f"/countries/it/dossier.{suffix}?drafts=yes")
        text = readers.squashed(readers.text_of(suffix, answer.content))

        assert readers.squashed("A draft of it.") in text
        assert readers.squashed("A restricted draft.") not in text
        assert ("DRAFT" if suffix not in ("csv", "json") else "draft") in text
        assert "-DRAFT-" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"

    def test_every_page_is_marked(self, client):
        client.force_login(make.the_author())

        pages = readers.pdf(client.get("/countries/it/dossier.pdf?drafts=yes").content).pages
        word = client.get("/countries/it/dossier.docx?drafts=yes").content
        office = client.get("/countries/it/dossier.odt?drafts=yes").content
        book = readers.book(client.get("/countries/it/dossier.epub?drafts=yes").content)

        assert len(pages) > 1
        assert all("DRAFT: it holds statements" in page.extract_text() for page in pages)
        assert b"DRAFT" in _part(word, "word/header1.xml")
        assert b"DRAFT</text:p></style:header>" in _part(office, "styles.xml")
        assert len(book) > 1
        assert all("DRAFT: it holds" in " ".join("".join(chapter.words).split()) for chapter in book)

    def test_a_dossier_without_them_is_marked_nowhere(self, client):
        client.force_login(make.the_author())

        for suffix in ("pdf", "docx", "odt", "epub"):
            content = client.get(f"/countries/it/dossier.{suffix}").content
            text = readers.text_of(suffix, content)
            assert "DRAFT" not in text
            assert "A draft of it." not in text


def _part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name)


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_paper_is_as_chosen(client, scene, paper, width):
    query = {"paper": paper} if paper != "a4" else {}

    page = readers.pdf(client.get("/countries/it/dossier.pdf", query).content).pages[0]
    word = _part(client.get("/countries/it/dossier.docx", query).content, "word/document.xml").decode()
    office = _part(client.get("/countries/it/dossier.odt", query).content, "styles.xml").decode()
    sheet = _part(client.get("/countries/it/dossier.xlsx", query).content, "xl/worksheets/sheet1.xml").decode()

    assert round(float(page.mediabox.width)) == width
    assert f'w:w="{ {"a4": 11906, "letter": 12240}[paper] }"'.replace(" ", "") in word.replace(" ", "")
    assert f'fo:page-width="{ {"a4": "21cm", "letter": "21.59cm"}[paper] }"'.replace(" ", "") in office.replace(" ", "")
    assert f'paperSize="{ {"a4": 9, "letter": 1}[paper] }"'.replace(" ", "") in sheet.replace(" ", "")


def test_there_is_a_file_of_styles_for_every_paper(scene):
    for drafts in (False, True):
        for paper in ("a4", "letter"):
            dossier = dossier_of(scene, made_at=NOON, choice=Choice(paper=paper, drafts=drafts))
            assert pandoc.reference("word", "docx", dossier).is_file()
            assert pandoc.reference("opendocument", "odt", dossier).is_file()


def test_the_command_takes_the_same_choice(tmp_path, scene):
    target = tmp_path / "it.json"

    call_command(
        "dossier",
        "it",
        "--format",
        "json",
        "--with",
        "hr",
        "--side",
        "ngos",
        "--output",
        str(target),
        stdout=io.StringIO(),
    )
    found = json.loads(target.read_text())

    assert (found["choice"]["countries"], found["choice"]["sides"]) == (["IT", "HR"], ["ngos"])
    with pytest.raises(CommandError, match="There is no side “mine”"):
        call_command("dossier", "it", "--side", "mine")


def test_the_page_offers_what_can_be_chosen_in_a_fixed_number_of_queries(client, scene, django_assert_max_num_queries):
    html = client.get("/countries/it/dossier/?side=chinese").content.decode()

    assert 'value="hr"' in html
    assert '<input type="checkbox" name="side" value="chinese" checked>' in html
    assert 'href="/countries/it/dossier.pdf?side=chinese"' in html
    assert "Only what these sides say was chosen" in html
    assert 'name="drafts"' not in html
    make.make_claim()
    with django_assert_max_num_queries(60) as before:
        client.get("/countries/it/dossier/")
    for _ in range(20):
        make.make_claim()
    with django_assert_max_num_queries(len(before.captured_queries)):
        client.get("/countries/it/dossier/")
