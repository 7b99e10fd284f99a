import pytest
import typst

from sources.reading import read_file
from tests.factories import NOON, make_file

pytestmark = pytest.mark.django_db


def test_plain():
    found = read_file(make_file(content="Ein Wort\r\nnoch eins é".encode()), at=NOON)
    assert found.text == "Ein Wort\nnoch eins é", found.__dict__


def test_html():
    found = read_file(make_file(content=b"<html><title>T</title><p>One<p>Two<script>x</script>"), at=NOON)
    assert found.text.split() == ["One", "Two"], found.__dict__


def test_pdf():
    pdf = typst.compile(b"Hello #pagebreak() World", font_paths=["dossiers/fonts"], ignore_system_fonts=True)
    found = read_file(make_file(content=pdf), at=NOON)
    assert found.text == "Hello\nWorld", found.__dict__
    assert found.page_starts == [0, 6]
