"""The rules for quotations beside verify.py are those by which the site looks for a passage in its copy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.package.quotations import evened, stands
from sources.choices import QuoteResult
from sources.quoting.find import FOUND, Quotation, Text, look_for
from sources.quoting.normalise import normalise, normalise_quotation

AWKWARD = "ab ,.-—–\u00ad\n\t5 2²ﬁé\u0301\u200b\u202e\ufffe\x02警侨、。々・〇\uff0d\u2026’“”«"
AWKWARD += "\u0640\u02bc\u1100\u1161\uff9e_\u3000\x85(%ａ⑵"
TEXTS = st.one_of(st.text(alphabet=AWKWARD, max_size=30), st.text(max_size=20))


@given(TEXTS)
@settings(max_examples=400)
def test_the_rules_beside_verify_are_those_of_the_site(text):
    assert evened(text, of_a_copy=True) == normalise(text).text
    assert evened(text, of_a_copy=False) == normalise_quotation(text)


def note(exact, found):
    spans = [offset for span in found.spans for offset in span]
    return {"exact": exact, "quote_check": str(found.result.value), "quote_spans": spans}


SEEN = [
    "police",
    "pol-\nice",
    "ﬁled",
    "“so”",
    "it's",
    "1,135",
    "警侨",
    "站",
    "—",
    "[…]",
    "don’t",
    "2²",
    "x",
    "-",
    "pre-\n",
]
SEEN += [
    "post",
    "3 000",
    "«",
    "»",
    "…",
    "（……）",
    "...",
    "不",
    "承认",
    "二十一",
    "dell’",
    "Italia",
    "a\u0301b",
    "ｆｕｌｌ",
]
SEEN += ["\u200b", "soft\u00adhyphen", "x\ufffey", "5½", "ไทย", "\n\n", "U.S.", "10%", "-5"]
WORDS_AND_MARKS = st.lists(st.sampled_from(SEEN), min_size=1, max_size=9)
BETWEEN = st.sampled_from([" ", "", "\n"])


@given(WORDS_AND_MARKS, WORDS_AND_MARKS, WORDS_AND_MARKS, BETWEEN, BETWEEN)
@settings(max_examples=400)
def test_whatever_the_site_finds_stands_for_verify_too(before, words, after, typed, printed):
    exact = typed.join(words)
    text = printed.join([*before, printed.join(words).replace("[…]", "and some words more"), *after])

    found = look_for(Quotation(exact), Text(text))

    if found.result in FOUND:
        assert stands(note(exact, found), text)


@pytest.mark.parametrize(
    ("exact", "spans", "result"),
    [
        ("were closed in June", (16, 34), "exact"),
        ("able", (2, 6), "exact"),
        ("Two  offices", (8, 19), "exact"),
        ("Two offices", (8, 900), "normalised"),
        ("Two offices", (19, 8), "normalised"),
        ("Two offices", (), "normalised"),
        ("", (8, 19), "normalised"),
        ("Two […] offices", (8, 11), "normalised"),
        ("offices", (8, 19), "normalised"),
        ("Twooffices", (8, 19), "normalised"),
        ("wo offices", (8, 19), "normalised"),
        ("Two offices were", (8, 19), "normalised"),
    ],
)
def test_what_does_not_stand_there_does_not_stand(exact, spans, result):
    text = "unable. Two offices were closed in May."

    assert text[8:19] == "Two offices"
    assert not stands({"exact": exact, "quote_spans": list(spans), "quote_check": result}, text)


def test_a_space_that_does_not_count_because_of_what_stands_before_it_does_not_count_here():
    text, exact = "警侨 « police, he said", "«police"

    found = look_for(Quotation(exact), Text(text))

    assert found.result == QuoteResult.NORMALISED
    assert stands(note(exact, found), text)
    assert not stands(note("police", found), text)


def test_a_quotation_with_words_left_out_stands_in_its_parts():
    text = f"Two offices were closed in May. {'More was said. ' * 200}Nobody has seen the others since."
    near = Quotation("Two offices were closed […] More was said")

    found = look_for(near, Text("Two offices were closed in May, he told us. More was said"))

    assert found.result == QuoteResult.NORMALISED or found.result == QuoteResult.EXACT
    assert stands(note(near.exact, found), "Two offices were closed in May, he told us. More was said")
    last = text.index("Nobody")
    far = {"exact": "Two offices were closed […] Nobody has seen", "quote_check": "exact"}
    assert not stands({**far, "quote_spans": [0, 23, last, last + 15]}, text)
