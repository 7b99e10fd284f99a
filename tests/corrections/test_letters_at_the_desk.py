"""What the desk does with a letter: accept it, answer it, decline it."""

import pytest

from sources.choices import LetterState
from sources.letters.actions import decide
from sources.models import Letter
from sources.preserving.actions import NotAllowedHere, NotPreserved
from tests import factories as make
from tests.corrections.writing import number_in, send
from users.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    """A browser of an editor."""
    client.force_login(make.make_user(role=Role.EDITOR))
    return client


def test_a_statement_that_is_accepted_opens_the_form_with_the_letter_as_its_source(editor):
    claim = make.make_claim(subject=make.make_station())
    number_in(send(editor, kind="statement", name="The association", about=claim.get_absolute_url()))
    letter = Letter.objects.get()

    answer = editor.post(letter.get_absolute_url(), {"state": "accepted"})

    form = editor.get(answer["Location"])
    letter.refresh_from_db()
    assert (letter.state, letter.source.restricted) == (LetterState.ACCEPTED, False)
    entry = form.context["entry"]
    assert entry.document == letter.source
    assert claim.subject.slug in answer["Location"]
    assert claim.question.slug in answer["Location"]
    assert "words=own" in answer["Location"]


def test_an_accepted_letter_is_seen_by_readers_when_a_statement_rests_on_it(client, editor):
    send(editor, kind="statement", name="The association")
    letter = Letter.objects.get()
    decide(letter, state="accepted", by=make.the_editor(), at=make.NOON)
    client.logout()
    assert client.get(letter.source.get_absolute_url()).status_code == 404

    make.make_claim(citation=make.make_citation(source=letter.source, exact="eleven, and not nine"))

    assert client.get(letter.source.get_absolute_url()).status_code == 200
    assert "Letter, e-mail or reply to the desk" in client.get(letter.source.get_absolute_url()).content.decode()


def test_a_mistake_that_is_accepted_leads_to_the_record(editor):
    letter = make.make_letter(about="/claims/abc1234/")

    answer = editor.post(letter.get_absolute_url(), {"state": "accepted", "answer": "Corrected. Thank you."})

    assert answer["Location"] == "/claims/abc1234/"


@pytest.mark.parametrize("state", ["answered", "declined"])
def test_an_answer_and_a_refusal_are_read_by_the_sender_and_need_words(client, editor, state):
    letter = make.make_letter()

    silent = editor.post(letter.get_absolute_url(), {"state": state, "answer": " "})
    said = editor.post(letter.get_absolute_url(), {"state": state, "answer": "The source says nine on page 4."})

    assert (silent.status_code, said.status_code) == (422, 302)
    client.logout()
    page = client.get(f"/corrections/sent/{letter.number}/").content.decode()
    assert "The source says nine on page 4." in page
    assert "@desk.example" not in page
    letter.refresh_from_db()
    assert letter.source.restricted


def test_only_an_editor_decides(client):
    letter = make.make_letter()
    client.force_login(make.make_user())

    refused = client.post(letter.get_absolute_url(), {"state": "declined", "answer": "No."})

    assert refused.status_code == 403
    assert "Only an editor decides about a letter." in refused.content.decode()
    with pytest.raises(NotAllowedHere):
        decide(letter, state="declined", answer="No.", by=make.make_user(), at=make.NOON)


def test_a_decision_is_one_of_three_and_what_statements_rest_on_stays_accepted():
    letter = make.make_letter()
    for wrong in ("waiting", "lost"):
        with pytest.raises(NotPreserved):
            decide(letter, state=wrong, answer="x", by=make.the_editor(), at=make.NOON)
    decide(letter, state="accepted", by=make.the_editor(), at=make.NOON)
    make.make_claim(citation=make.make_citation(source=letter.source))

    with pytest.raises(NotPreserved, match="Statements rest on this letter"):
        decide(letter, state="declined", answer="x", by=make.the_editor(), at=make.NOON)


@pytest.mark.parametrize(
    ("about", "expected"),
    [("/parties/a-party/", "speaker=a-party"), ("/countries/it/", "country=it"), ("/questions/q/", "question=q"),
     ("/stations/s/", "subject=s"), ("/nowhere", "source="), ("", "source=")],
)  # fmt: skip
def test_the_form_is_filled_in_from_the_page_that_the_letter_is_about(editor, about, expected):
    letter = make.make_letter(kind="statement", about=about)

    assert expected in editor.get(letter.get_absolute_url()).context["new_claim"]


def test_a_letter_can_be_removed_like_any_source(editor, folder):
    from claims.actions.removing import Order, remove_source
    from tests.preserving.planted import tables_with

    send(
        editor,
        name="Zqname",
        office="Zqname",
        url="https://zqname.example/",
        contact="zqname",
        text="Zqname says it all.",
    )
    letter = Letter.objects.get()
    decide(letter, state="declined", answer="Zqname wrote.", by=make.the_editor(), at=make.NOON)

    remove_source(letter.source, Order(reason="privacy", by=make.the_editor(), at=make.NOON))

    assert tables_with("zqname") == []
    assert editor.get("/corrections/letters/?state=declined").status_code == 200
