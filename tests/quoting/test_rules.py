"""The declared normalisation, rule by rule."""

import time
import unicodedata

import pytest

from sources.quoting.normalise import normalise, normalise_quotation
from tests.quoting.seeking import result, seek, stands


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("the first official office", "the ﬁrst oﬃcial oﬃce"),
        ("the ﬁrst oﬃcial oﬃce", "the first official office"),
        ("NGO 135", "ＮＧＯ　１３５"),
        ("警察站（海外）", "警察站(海外)"),
        ("人民日报", "⼈民⽇报"),
        ("ポリス", "ﾎﾟﾘｽ"),
        ("لا توجد محطات", "ﻻ ﺗﻮﺟﺪ ﻣﺤﻄﺎﺕ"),
        ("perché non è così", unicodedata.normalize("NFD", "perché non è così")),
        (unicodedata.normalize("NFD", "Čačak i Šabac"), "Čačak i Šabac"),
        ("ljudi i džepovi", "ǉudi i ǆepovi"),
        ("한국 경찰", unicodedata.normalize("NFD", "한국 경찰")),
        ("x is 𝟏𝟑𝟓", "x is 135"),
    ],
)
def test_the_looks_of_a_letter_do_not_matter(quotation, copy):
    assert result(quotation, f"{copy}, …") == "normalised"


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("about 102 stations", "about 10² stations"),
        ("about 10² stations", "about 102 stations"),
        ("about 51⁄2 stations", "about 5½ stations"),
        ("about 51/2 stations", "about 5½ stations"),
        ("about 2 stations", "about ② stations"),
        ("about 2. stations", "about ⒉ stations"),
        ("about (2) stations", "about ⑵ stations"),
        ("in H2O", "in H₂O"),
        ("5 m2 here", "5 ㎡ here"),
        ("第十一条", "第Ⅺ条"),
    ],
)
def test_raised_lowered_stacked_and_circled_characters_are_not_plain_ones(quotation, copy):
    assert result(quotation, f"There were {copy}.") == "not_found"


@pytest.mark.parametrize(
    "gap", ["  ", "\n", "\r\n", "\t", "\u00a0", "\u202f", "\u3000", " \u200b ", "\n\n\f", "\u2029"]
)
@pytest.mark.parametrize("words", ["the police station", "la stazione di polizia", "полицијска станица", "محطة الشرطة"])
def test_any_run_of_white_space_is_one_space(gap, words):
    assert stands(words, f"… {words.replace(' ', gap)} …")
    assert stands(words.replace(" ", gap), f"… {words} …")


@pytest.mark.parametrize(
    "shapeless", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202b", "\u00ad", "\ufe0f", "\x07"]
)
def test_characters_without_a_shape_are_nothing(shapeless):
    assert stands("the police station", f"the pol{shapeless}ice station")
    assert stands(f"{shapeless}the pol{shapeless}ice station{shapeless}", "the police station")


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("没有记录显示存在", "没有\n记录显\n\f示存在"),
        ("警察，海外", "警察，\n海外"),
        ("站了！“警察说", "站了！\n“警察说"),
        ("共有135人，21个站", "共有 135 人，\n21 个站"),
        ("北岭国。他说", "北岭国。\n他说"),
        ("海外警察站", "海外\u200b警察\u00a0站"),
        ("《人民日报》报道", "《人民日报》\n报道"),
        ("ローマの警察", "ローマ\nの警察"),
        ("警察站（海外）", "警察站（海外） “是的”"),
        ("他说 - 警察", "他说 - 警察 - NGO"),
    ],
)
def test_white_space_beside_chinese_and_japanese_does_not_count(quotation, copy):
    assert stands(quotation, f"他说{copy}吗")


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [("共有2 1人", "共有21人"), ("共有21人", "共有2 1人"), ("在New York市", "在NewYork市"), ("约.5人", "约. 5人")],
)
def test_white_space_between_numbers_or_words_counts_in_chinese_too(quotation, copy):
    assert result(quotation, f"他说{copy}吗") == "not_found"


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("“We don't know,” he said", '"We don’t know," he said'),
        ("«Non l’abbiamo firmato»", "“Non l'abbiamo firmato”"),
        ("„Нисмо потписали“", '"Нисмо потписали"'),
        ("他说“不知道”吧", '他说"不知道"吧'),
        ("2016–2018 — and later", "2016-2018 - and later"),
        ("known -- or not", "known — or not"),
        ("北岭——南塞勒", "北岭—南塞勒"),
        ("Wait … what", "Wait ... what"),
    ],
)
def test_quotation_marks_dashes_and_dots_are_plain_ones(quotation, copy):
    assert result(quotation, f"So: {copy}, then.") == "normalised"


def test_a_double_quotation_mark_never_becomes_a_single_one():
    assert result("they ‘monitor’ people", "they “monitor” people") == "not_found"


@pytest.mark.parametrize("sign", ["-\n", "‐\n", "-\r\n", "- \n  ", "\u00ad\n", "\ufffe", "\x02", "-\n\f", "-\n\n"])
def test_a_word_broken_at_a_line_end_of_the_copy_is_read_with_and_without_its_hyphen(sign):
    assert result("the police station", f"the pol{sign}ice station") == "normalised"
    assert result("a well-known station", f"a well{sign}known station") == "normalised"
    assert result("a wellknown station", f"a well{sign}known station") == "normalised"


def test_a_hyphen_that_is_left_hanging_at_a_line_end_keeps_its_space():
    assert stands("pre- and post-war offices", "pre-\nand post-war offices")


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("the police station", "the pol-ice station"),
        ("the wellknown station", "the well-known station"),
        ("the well-known station", "the wellknown station"),
        ("the pol-\nice station", "the police station"),
        ("the pre and post station", "the pre-\nand post station"),
        ("a resign letter", "a re-sign letter; another re-\nplied letter"),
    ],
)
def test_elsewhere_a_hyphen_counts(quotation, copy):
    assert result(quotation, copy) == "not_found"


@pytest.mark.parametrize("sign", ["-\n", "–\n", "\ufffe"])
def test_a_dash_after_a_figure_stays_at_a_line_end(sign):
    assert stands("from 2016-2018 on", f"from 2016{sign}2018 on")
    assert not stands("from 20162018 on", f"from 2016{sign}2018 on")
    assert not stands("from 2016 2018 on", f"from 2016{sign}2018 on")


def test_a_tatweel_is_nothing():
    assert result("محطة الشرطة", "محـــطة الشـرطة") == "normalised"


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("the Police station", "the police station"),
        ("perche no", "perché no"),
        ("Ćao svima", "Čao svima"),
        ("21 станица", "21 stanica"),
        ("警察國", "警察国"),
        ("21 محطة", "٢١ محطة"),
        ("محطه", "محطة"),
        ("كتب الشرطي", "كَتَبَ الشرطي"),
        ("the station,", "the station."),
        ("the pоlice", "the police"),  # a Cyrillic o
    ],
)
def test_nothing_else_is_made_equal(quotation, copy):
    assert result(quotation, f"… {copy} …") == "not_found"


def test_every_normalised_character_knows_where_it_stood():
    text = "A “ﬁne”\u00a0\n\u200bofﬁce — no 警\n察…"

    normalised = normalise(text)

    assert normalised.text == 'A "fine" office - no警察...'
    assert normalised.origin(2, 8) == (2, 7)
    assert normalised.origin(9, 15) == (10, 15)
    assert normalised.origin(18, 22) == (18, 24)
    assert normalised.origin(0, len(normalised.text)) == (0, len(text))


def test_half_of_a_ligature_cannot_be_quoted():
    assert seek("ce, he said", "of oﬀice, he said").result == "not_found"
    assert seek(". he said", "He… he said").result == "not_found"


@pytest.mark.parametrize("text", ["", " \n\u200b", "\u00ad"])
def test_a_text_without_any_shape_normalises_to_nothing(text):
    assert normalise_quotation(text) == ""
    assert result(text, "some text") == "not_found"
    assert result("some text", text) == "not_found"


def test_the_work_of_normalising_grows_with_the_text_and_not_with_its_square():
    text = "The “ministry” said —\nno, 警察 站，没有. " * 3_000

    one, eight = _work_of_normalising(text), _work_of_normalising(text * 8)

    assert eight < 24 * one  # eight is linear, sixty-four would be the square


def _work_of_normalising(text: str) -> float:
    """Processor time in seconds, the least of three: other programs on the machine do not count."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        normalise(text)
        spent.append(time.process_time() - begun)
    return min(spent)
