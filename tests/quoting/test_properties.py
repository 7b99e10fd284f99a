"""What holds of looking for quotations whatever the texts are."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sources.choices import QuoteResult
from sources.quoting.find import FOUND, Quotation, Text, look_for
from sources.quoting.normalise import normalise, normalise_quotation, reads_as

# Letters of many scripts, and everything that the rules are about.
LETTERS = "abAB éÉ12,.-–—'’“”\"\n\u00a0\u200b\u00ad…ﬁ²½警察不，。Ａ１жЖčلاـ\u0301\f[]"
UNHURRIED = settings(deadline=None)  # the first normalisation makes its tables
TEXTS = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs"])), max_size=60)
PLAIN = st.text(st.sampled_from("ab 警察12,.-\n"), min_size=1, max_size=40)
# A quotation that begins and ends with a letter or a digit.
WORDS = st.from_regex(r"[ab警察12]([ab 警察12,.\n]|[ab12]-\n?[ab12]){0,30}[ab警察12]", fullmatch=True)


@UNHURRIED
@given(TEXTS, TEXTS, TEXTS)
def test_what_is_returned_reads_as_the_quotation(before, exact, after):
    copy = before + exact + after
    assume("…" not in exact and "..." not in exact)

    found = look_for(Quotation(exact), Text(copy))

    for start, end in found.spans:
        here = normalise(copy).text
        assert normalise(copy[start:end]).text.strip(" ") in here or start or end
        bare = exact.strip()
        wanted = {normalise_quotation(bare), normalise_quotation(bare[1:-1])}
        assert any(reads_as(normalise(copy[start:end]).text.strip(" "), words) for words in wanted) or "“" in exact


@UNHURRIED
@given(TEXTS, TEXTS)
def test_found_exactly_means_that_the_letters_stand_there(exact, copy):
    found = look_for(Quotation(exact), Text(copy))

    if found.result == QuoteResult.EXACT:
        assert all(copy[start:end] in exact for start, end in found.spans)


@UNHURRIED
@given(PLAIN, WORDS, PLAIN)
def test_words_by_themselves_are_found_wherever_they_stand(before, exact, after):
    found = look_for(Quotation(exact), Text(f"{before} | {exact} | {after}"))

    assert found.result != QuoteResult.NOT_FOUND


@UNHURRIED
@given(PLAIN, WORDS, PLAIN)
def test_what_stands_around_only_ever_adds_places(before, exact, after):
    alone = look_for(Quotation(exact), Text(f"| {exact} |"))
    amid = look_for(Quotation(exact), Text(f"{before} | {exact} | {after}"))

    assert amid.places >= alone.places
    if amid.places == alone.places:
        assert amid.result == alone.result


@UNHURRIED
@given(TEXTS)
def test_spans_stay_inside_the_text_and_in_order(text):
    normalised = normalise(text)

    spans = [normalised.origin(at, at + 1) for at in range(len(normalised.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@UNHURRIED
@given(TEXTS)
def test_normalising_twice_changes_nothing(text):
    once = normalise_quotation(text)

    assert normalise_quotation(once) == once


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.integers(1, 3))
def test_looking_never_fails(exact, copy, page):
    found = look_for(Quotation(exact, prefix=copy[:5], suffix=copy[-5:], page=page, paragraph=page), Text(copy, (0, 5)))

    assert (found.result in FOUND) == bool(found.spans)
