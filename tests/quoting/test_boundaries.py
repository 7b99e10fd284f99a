"""A quotation never begins or ends inside a word or a number."""

import pytest

from tests.quoting.seeking import stands


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("sent to prison", "present to prison"),
        ("were sent", "were sentenced"),
        ("declared forces", "undeclared forces"),
        ("ice station", "pol-\nice station"),
        ("a pol", "a pol-\nice station"),
        ("21 stations", "121 stations"),
        ("in 121", "in 1213"),
        ("135 people", "1,135 people"),
        ("135 people", "1.135 people"),
        ("135 people", "1 135 people"),
        ("135 people", "1\u202f135 people"),
        ("135 people", "1’135 people"),
        ("over 135", "over 135.5 million"),
        ("over 135", "over 135,000"),
        ("over 135", "over 135 000 people"),
        ("by 135", "by 135% in all"),
        ("5 people", ".5 people"),
        ("30 today", "10:30 today"),
        ("in 2016", "in 2016–2018"),
        ("2018 or so", "2016–2018 or so"),
        ("5 percent", "-5 percent"),
        ("5 percent", "−5 percent"),
        ("about 10", "about 10²"),
        ("about 5", "about 5½"),
        ("the 21", "the 21st"),
        ("China forces", "anti-China forces"),
        ("known stations", "well-known stations"),
        ("with COVID", "with COVID-19"),
        ("t recognise it", "don't recognise it"),
        ("we don", "we don’t know"),
        ("said China", "said China's embassy"),
        ("الشرطة قالت", "والشرطة قالت"),
        ("قالت الشرط", "قالت الشرطة"),
        ("станица у граду", "подстаница у граду"),
        ("uredno", "neuredno"),
        ("كتب", "كتبَ"),
        ("21人", "121人"),
        ("135人", "1,135人"),
        ("十一个站", "二十一个站"),
        ("三十五人", "一百三十五人"),
        ("共五", "共五万人"),
        ("共5", "共5万人"),
        ("承认设立", "不承认设立"),
        ("有警察站", "没有警察站"),
        ("法设立", "非法设立"),
    ],
)
def test_inside_a_word_or_a_number_nothing_is_found(quotation, copy):
    assert not stands(quotation, f"{copy}")
    assert not stands(quotation, f"… {copy} …")


@pytest.mark.parametrize(
    ("quotation", "copy"),
    [
        ("sent to prison", "was sent to prison."),
        ("stations", "‘stations’"),
        ("which are new", "stations—which are new"),
        ("the stations", "the stations—which are new"),
        ("Italia ha detto", "dell’Italia ha detto"),
        ("135 stations", "in 2022 135 stations"),
        ("in 2022", "in 2022, 135 stations"),
        ("21", "(21)"),
        ("21 stations", "said.21 stations"),
        ("in 1213", "in 1213."),
        ("警察站", "海外警察站里"),
        ("21人", "共有21人吗"),
        ("三十五人", "有三十五人吗"),
        ("Italy有", "在Italy有站"),
        ("ตำรวจ", "สถานีตำรวจจีน"),
        ("الشرطة", "قالت الشرطة إنها"),
    ],
)
def test_between_words_and_numbers_it_is_found(quotation, copy):
    assert stands(quotation, copy)
    assert stands(quotation, f"… {copy} …")
