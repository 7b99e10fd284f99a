"""Of a text that is not released, readers get a passage with one sentence before it and one after: two at most."""

from hashlib import sha256

import pytest

from claims.models import Claim
from sources.choices import Rights
from sources.quoting.checks import check_citation
from sources.quoting.sentences import CUT, MOST_CHARACTERS, around
from tests.factories import NOON, make_capture, make_citation, make_claim, make_file_text, make_source, make_user

PASSAGE = "The ministry keeps no list of such places."
NEAR_BEFORE, NEAR_AFTER = "A letter came on Monday.", "Nobody signed it."
FAR_BEFORE, FAR_AFTER = "Dr. Example asked in March.", "The office is closed."
TEXT = f"First words. {FAR_BEFORE} {NEAR_BEFORE} {PASSAGE} {NEAR_AFTER} {FAR_AFTER} Last words."


def split(text, passage, language="en"):
    """What is given before and after a passage of a text."""
    start = text.index(passage)
    return around(text, start, start + len(passage), language)


def test_one_sentence_before_and_one_after():
    assert split(TEXT, PASSAGE) == (NEAR_BEFORE, NEAR_AFTER)


def test_what_is_left_of_the_passages_own_sentence_counts_as_one():
    assert split(TEXT, "keeps no list") == ("The ministry", "of such places.")


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("zh", ["昨天有人来信。", "外交部作了答复。", "没有这样的名单。", "信上没有署名。", "办公室已关闭。"]),
        ("ar", ["وصلت رسالة أمس.", "سألت الصحيفة الوزارة.", "لا توجد قائمة كهذه.", "لم يوقعها أحد.", "أغلق المكتب."]),
        (
            "sr-Cyrl",
            ["Стигло је писмо.", "Министарство је одговорило.", "Нема списка.", "Нико није потписао.", "Крај."],
        ),
        (
            "it",
            [
                "È arrivata una lettera.",
                "Il sig. Esempio ha chiesto.",
                "Non c’è un elenco.",
                "Nessuno ha firmato.",
                "Fine.",
            ],
        ),
    ],
)
def test_sentences_end_where_their_language_ends_them(language, sentences):
    space = "" if language == "zh" else " "

    assert split(space.join(sentences), sentences[2], language) == (sentences[1], sentences[3])


def test_a_text_without_sentences_does_not_slip_out_whole():
    before, after = split("word " * 1000 + PASSAGE + " word" * 1000, PASSAGE)

    assert before.startswith(CUT)
    assert after.endswith(CUT)
    assert max(len(before), len(after)) <= MOST_CHARACTERS + len(CUT)


def quoted(**fields: object) -> Claim:
    """A published statement whose passage was found in the copy of its source."""
    source = make_source(slug="the-article", url="https://press.example/a", **fields)
    words = {"exact": PASSAGE, "prefix": f"{FAR_BEFORE} {NEAR_BEFORE} ", "suffix": f" {NEAR_AFTER} {FAR_AFTER}"}
    claim = make_claim(citation=make_citation(source=source, **words))
    capture = make_capture(source=source)
    make_file_text(file=capture.file, text=TEXT, sha256=sha256(TEXT.encode()).hexdigest())
    assert check_citation(claim.citation, at=NOON).result == "exact"
    return claim


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/sources/the-article/", "/passages/{}/", "/passages/{}.json"])
def test_readers_get_two_sentences_around_a_passage_and_no_third(client, address):
    claim = quoted()

    page = client.get(address.format(claim.citation_id)).content.decode()

    for words in (PASSAGE, NEAR_BEFORE, NEAR_AFTER):
        assert words in page
    for words in (FAR_BEFORE, FAR_AFTER, "First words", "Last words"):
        assert words not in page


@pytest.mark.django_db
def test_the_desk_reads_the_whole_text(client):
    claim = quoted()
    client.force_login(make_user())

    page = client.get("/sources/the-article/").content.decode()

    assert claim.citation.source.rights == Rights.NOT_CLEARED
    assert "First words" in page
    assert "Last words" in page
