"""What becomes of the links of one page."""

import pytest

from operations.static_copy import pages

FILES = {"/": "index.html", "/claims/": "claims/index.html", "/static/a.css": "static/a.css"}
PARTS = {"index.html": {"here"}, "claims/index.html": {"list"}}


def rewritten(body, address="/", name="index.html"):
    page = pages.parsed(f"<html><head></head><body><main>{body}</main></body></html>".encode())
    find = FILES.get
    told = pages.rewritten(page, address, name, find=lambda each: find(each, ""), parts=PARTS, narrowed="The whole")
    return told.decode().partition("<main>")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ('<a href="/claims/">All</a>', '<a href="claims/index.html">All</a>'),
        ('<a href="/claims/#list">All</a>', '<a href="claims/index.html#list">All</a>'),
        ('<a href="/claims/#form">All</a>', '<a href="claims/index.html">All</a>'),
        ('<a href="/claims/?side=ngo">NGOs</a>', '<a href="claims/index.html" title="The whole">NGOs</a>'),
        ('<a href="/claims/?said_by=2023">By 2023</a>', '<span class="not-in-copy">By 2023</span>'),
        ('<a href="/claims/?as_of=2026-11-30">Then</a>', '<span class="not-in-copy">Then</span>'),
        ('<a href="/?side=ngo">NGOs</a>', '<span class="not-in-copy">NGOs</span>'),
        ('<a href="#here">Here</a>', '<a href="#here">Here</a>'),
        ('<a href="/nowhere/" id="x" class="c">No</a>', '<span id="x" class="c not-in-copy">No</span>'),
        ('<a href="https://press.example/">Press</a>', '<a href="https://press.example/">Press</a>'),
        ('<img src="/static/b.png">', ""),
    ],
)
def test_a_link_leads_to_a_file_or_is_words(written, becomes):
    assert rewritten(written) == becomes


@pytest.mark.parametrize("way", ['<a href="#cite">Cite</a>', '<a href="/claims/new/?country=it">Add</a>'])
def test_a_way_to_what_a_copy_cannot_do_goes_and_inside_a_sentence_its_words_stay(way):
    words = way.partition(">")[2].partition("<")[0]

    assert rewritten(f"<ul><li>{way}</li><li>One</li></ul>") == "<ul><li>One</li></ul>"
    assert rewritten(f"<p>{way} <a href='#here'>Here</a></p>") == '<p> <a href="#here">Here</a></p>'
    assert rewritten(f"<p>You can {way} it.</p>") == f'<p>You can <span class="not-in-copy">{words}</span> it.</p>'
    assert rewritten(f"<h2>{way}</h2>") == f'<h2><span class="not-in-copy">{words}</span></h2>'


def test_labels_and_references_of_what_went_go():
    body = '<label for="gone">Words</label><p aria-controls="gone" aria-describedby="gone here">One</p>'

    assert rewritten(body) == '<p aria-describedby="here">One</p>'
