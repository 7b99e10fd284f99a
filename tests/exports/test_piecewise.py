"""JSON and CSV piece by piece are the same bytes as of the whole."""

import hashlib
import io
import json
from dataclasses import asdict

import pytest

from dossiers.compose import compose
from dossiers.formats import FORMATS
from dossiers.plain import as_json, digest
from tests.dossiers import given
from web.typed import every_character

DOSSIERS = {
    "small": lambda: given.dossier("Line\nbreak “quoted” 某部 \\ \u2028"),
    "empty": given.empty_dossier,
    "larger": lambda: compose(given.ITALY, given.many(33), [], [], made_at=given.NOON),
}


@pytest.mark.parametrize("which", DOSSIERS)
def test_the_json_is_what_the_library_gives_of_the_whole(which):
    dossier = DOSSIERS[which]()

    assert as_json(dossier) == json.dumps(asdict(dossier), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("which", DOSSIERS)
def test_the_digest_is_that_of_the_whole_without_its_moment(which):
    dossier = DOSSIERS[which]()
    timeless = {**asdict(dossier), "made_at": "", "made_at_words": ""}

    assert digest(dossier) == hashlib.sha256(json.dumps(timeless, ensure_ascii=False).encode()).hexdigest()


@pytest.mark.parametrize("which", DOSSIERS)
@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_a_file_that_is_written_piece_by_piece_is_the_same(which, suffix):
    dossier, file = DOSSIERS[which](), io.BytesIO()

    FORMATS[suffix].make_into(dossier, file)

    assert file.getvalue() == FORMATS[suffix].render(dossier)
    assert not file.closed


@pytest.mark.parametrize("which", DOSSIERS)
def test_every_text_is_seen_when_glyphs_are_looked_for(which):
    dossier = DOSSIERS[which]()

    assert every_character(dossier) == every_character(asdict(dossier))
