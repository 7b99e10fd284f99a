"""Which characters the bytes of a text stand for."""

import pytest

from sources.reading.charsets import decoded
from tests.reading.making import read

CHINESE = "外交部发言人在例行记者会上表示，有关报道完全不符合事实，中方一贯尊重各国主权。" * 3
RUSSIAN = "Представитель министерства заявил, что у него нет сведений о таком участке." * 3
ITALIAN = "Il ministero ha risposto che non c'è alcuna autorizzazione perché così è la legge." * 3
META = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize(
    ("text", "charset", "declared"),
    [
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gbk", "GBK"),
        (CHINESE, "utf-8", "gb2312"),
        (CHINESE, "gb18030", "utf-8"),
        (CHINESE, "gb18030", "iso-8859-1"),
        (CHINESE, "gb18030", ""),
        (CHINESE, "utf-16-le", ""),
        (CHINESE, "utf-16", ""),
        (RUSSIAN, "windows-1251", "windows-1251"),
        (RUSSIAN, "windows-1251", "iso-8859-1"),
        (RUSSIAN, "windows-1251", "utf-8"),
        (RUSSIAN, "windows-1251", ""),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (ITALIAN, "iso-8859-1", "iso-8859-1"),
        (ITALIAN, "windows-1252", "utf-8"),
        (ITALIAN, "utf-8-sig", "iso-8859-1"),
        (ITALIAN, "utf-16", ""),
        (ITALIAN, "utf-16-le", ""),
        (ITALIAN, "utf-16-be", ""),
        (ITALIAN, "utf-8", "no-such-charset"),
    ],
)
def test_a_text_is_decoded_also_where_its_charset_is_declared_wrongly(text, charset, declared):
    assert decoded(text.encode(charset), declared) == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_one_torn_character_does_not_spoil_the_others(charset):
    torn = (CHINESE * 3).encode(charset) + "国".encode(charset)[:1]

    assert decoded(torn, charset).startswith(CHINESE * 3)


def test_a_quotation_mark_of_windows_under_the_name_of_latin_1():
    assert decoded("“È così”, ha detto – €".encode("cp1252"), "iso-8859-1") == "“È così”, ha detto – €"


def test_bytes_that_are_no_text_in_any_charset_become_replacement_characters():
    assert "word" in decoded(b"word \x81\x8d\x8f\x90\x9d \xff\xfe", "utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1"])
def test_a_chinese_page_is_read_whatever_it_declares(declared):
    assert read(META.format(declared, CHINESE).encode("gb18030")).text == CHINESE


@pytest.mark.django_db
def test_a_russian_page_is_read_as_it_declares():
    assert read(META.format("windows-1251", RUSSIAN).encode("windows-1251")).text == RUSSIAN


@pytest.mark.django_db
def test_a_text_file_in_utf_16_is_text():
    assert read(CHINESE.encode("utf-16")).text == CHINESE


@pytest.mark.django_db
def test_a_page_in_utf_16_is_a_page():
    assert read(META.format("utf-16", CHINESE).encode("utf-16")).text == CHINESE
