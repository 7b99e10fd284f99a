"""What a browser shows of a page, and in which order."""

import pytest

from sources.reading.formats.html import read_text
from sources.reading.reading import Hints


def shown(page: str) -> str:
    return read_text(page, Hints(most_text=10_000_000)).text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One  \n two<p>three", "One two\n\nthree"),
        ("A<br>b<br/><br>c", "A\nb\n\nc"),
        ("ex<span>amp</span>le", "example"),
        ("<b>One</b> <i>two</i>", "One two"),
        ("<div>One</div><div><div>two</div></div>", "One\ntwo"),
        ("<ul><li>One<li>two</ul>", "One\ntwo"),
        ("<pre>a\n  b\tc</pre>", "a\n  b\tc"),
        ("He said <q>no</q>.", 'He said "no".'),
        ("&amp;lt;p&gt; &quot;&#8220;&nbsp;x", '&lt;p> "“\xa0x'),
        ("102<sup>3</sup> stations", "102³ stations"),
        ("stations<sup><a href=#n>12</a></sup>", "stations¹²"),
        ("the 1<sup>st</sup> and H<sub>2</sub>O", "the 1st and H2O"),
        ("co&shy;operate", "co\xadoperate"),
        ("<p>Kept</p><footer>Menu too</footer>", "Kept\n\nMenu too"),
        ("<textarea><b>raw</b></textarea>", "<b>raw</b>"),
    ],
)
def test_text_is_laid_out_as_the_page_shows_it(page, text):
    assert shown(page) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '<p>no</p>';</script>",
        "<style>p { color: red }</style>",
        "<template><p>no</p></template>",
        "<noscript>no</noscript>",
        "<p hidden>no<b>no</b></p>",
        "<div style='color: red; DISPLAY : none'><p>no</p></div>",
        "<div style='visibility:hidden'>no</div>",
        "<dialog>no</dialog>",
        "<svg><title>no</title><desc>no</desc></svg>",
        "<!-- no -->",
        "<iframe>no</iframe>",
        "<img alt='no' title='no'>",
    ],
)
def test_what_a_page_hides_is_not_read(hidden):
    assert shown(f"<p>One</p>{hidden}<p>two</p>") == "One\n\ntwo"


def test_a_sentence_in_one_cell_is_not_torn_by_the_cell_beside_it():
    columns = "<table><tr><td>The ministry has<br>no record.</td><td>Home<br>News</td></tr></table>"

    assert shown(columns) == "The ministry has\nno record.\tHome\nNews"


def test_the_title_is_the_pages_and_not_a_drawings():
    page = "<html><head><title> A \n page</title></head><body><svg><title>Icon</title></svg>Text"

    assert read_text(page, Hints(most_text=100)).title == "A page"
