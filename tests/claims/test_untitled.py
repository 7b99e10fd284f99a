"""A document whose title is not recorded goes by one name wherever it is cited."""

from dataclasses import replace

import pytest

from claims.footnote import document_text, goes_by
from dossiers.citations import bibliography
from sources.choices import CopyKind, CslType
from tests.claims.said import document

BARE = replace(document(publisher="", publisher_slug="", title="", url=""), csl_type=CslType.WEBPAGE)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"publisher": "The Paper", "url": "https://www.paper.example/1"}, "The Paper"),
        ({"publisher": "The Paper", "container_title": "The Sunday Paper"}, "The Sunday Paper"),
        ({"publisher": "a newspaper that is not named"}, "A newspaper that is not named"),
        ({"publisher": "paper.example"}, "paper.example"),
        ({"url": "https://www.paper.example/1"}, "paper.example"),
        ({}, "Untitled page"),
        ({"csl_type": CslType.ARTICLE_NEWSPAPER}, "Untitled article"),
        ({"csl_type": CslType.REPORT}, "Untitled document"),
    ],
)
def test_it_goes_by_its_publisher_else_its_site_else_its_kind(known, expected):
    assert goes_by(replace(BARE, **known)) == expected


def test_footnotes_and_dossiers_call_it_the_same_and_name_it_once():
    cited = replace(BARE, publisher="The Paper", copy_kind=CopyKind.ORIGINAL)

    assert document_text(cited).startswith("The Paper, undated")
    assert [run.text for run in bibliography(cited)][:2] == ["The Paper,", "undated."]
