"""The headings of a dossier in another language: translated whole, marked as such, and nothing else changed."""

import ast
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import CommandError, call_command

from claims.accounts.rows import VERDICTS, verdict_words
from claims.choices import SearchResult, VerificationKind
from claims.sides import TITLES
from claims.ticks import SHORT
from claims.wording import UNITS, VERBS
from dossiers import cards
from dossiers import labels as labels_module
from dossiers.build import dossier_of
from dossiers.choice import Choice
from dossiers.compose import compose
from dossiers.formats import FORMATS
from dossiers.labels import labels
from dossiers.languages import ENGLISH, FOLDER, LANGUAGES, catalogue, in_language, names, translating
from dossiers.languages.translating import HOST, SEARCHED, TITLE, YES, words_in_language
from stations.choices import AgreementKind, Precision
from tests import factories as make
from tests.dossiers import readers
from tests.dossiers.given import ITALY, NOON, accounts, dossier

OTHERS = [code for code in LANGUAGES if code != ENGLISH]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANES = ("What was said", "What is said to have happened", "said", "not said to be so", "by then", "happened")


def msgids_in(module):
    """What a module gives to gettext under its usual name."""
    return _msgids(ast.parse(Path(module.__file__).read_text()))


def _msgids(tree):
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "_" and isinstance(call.args[0], ast.Constant)
    }


def marks():
    """The marks of cards, without the one that names somebody."""
    tree = ast.parse(Path(cards.__file__).read_text())
    (function,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "_marks")
    return _msgids(function) - {"Asked by %(name)s"}


def figures():
    """The labels of what a first page counts."""
    return {figure.label for figure in dossier().summary.figures}


def wanted():
    """Every text of the project's own that a dossier can hold as a heading, a label or a verb."""
    fixture = json.loads((settings.BASE_DIR / "fixtures" / "questions.json").read_text())
    choices = (AgreementKind, Precision, SearchResult, VerificationKind)
    return {
        *msgids_in(labels_module),
        *msgids_in(names),
        TITLE,
        HOST,
        SEARCHED,
        YES,
        "not searched yet",
        "not yet",
        "does not apply",
        *map(str, SHORT.values()),
        *map(str, TITLES.values()),
        *map(verdict_words, VERDICTS),
        *map(str, VERBS.values()),
        *(heading["title"] for heading in fixture["headings"]),
        *(question["wording"] for question in fixture["questions"]),
        *figures(),
        *marks(),
        *(str(many)[:1].upper() + str(many)[1:] for _one, many in UNITS.values()),
        *LANES,
        *(str(label) for kind in choices for label in kind.labels),
    }


def italian(**options):
    return dossier(choice=Choice(language="it"), **options)


@pytest.mark.parametrize("language", OTHERS)
def test_every_heading_and_label_has_its_translation_and_no_translation_is_left_over(language):
    held = catalogue(language)

    assert sorted(wanted() - set(held)) == []
    assert sorted(set(held) - wanted()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_hold_the_same_places_for_words_and_none_is_in_doubt(language):
    with (FOLDER / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language)

    assert [one.id for one in read if one.id and (one.fuzzy or not one.string)] == []
    assert [
        one.id
        for one in read
        if one.id and sorted(PLACEHOLDER.findall(str(one.id))) != sorted(PLACEHOLDER.findall(str(one.string)))
    ] == []
    assert [one.id for one in read if one.id and one.string != one.string.strip()] == []


def test_words_without_a_translation_come_back_in_english():
    assert in_language("it")("Summary") == "Sintesi"
    assert in_language("it")("A question that an editor added?") == "A question that an editor added?"
    assert in_language(ENGLISH)("Summary") == "Summary"


@pytest.mark.parametrize("language", OTHERS)
def test_days_in_labels_and_the_country_are_in_the_language(language):
    told = labels(dossier(choice=Choice(language=language), made_at=NOON.replace(day=1)))
    months = {
        "de": "1. November 2026",
        "es": "1 de noviembre de 2026",
        "fr": "1er novembre 2026",
        "it": "1 novembre 2026",
    }
    countries = {"de": "Italien", "es": "Italia", "fr": "Italie", "it": "Italia"}

    assert f"{months[language]}, 12:30 UTC" in told["made"]
    assert told["country"] == countries[language]
    assert countries[language] in dossier(choice=Choice(language=language)).title


def test_the_moment_that_was_asked_for_is_told_to_the_second_where_english_does_so():
    told = names.moment_in_words("2026-12-01T12:30:05Z", "1 December 2026, 12:30:05 UTC", "de")

    assert told == "1. Dezember 2026, 12:30:05 UTC"
    assert names.moment_in_words("2026-12-01", "1 December 2026", "de") == "1. Dezember 2026"
    assert names.moment_in_words("", "", "de") == ""


@pytest.mark.parametrize("suffix", ["pdf", "docx", "odt", "html", "epub", "md", "xlsx"])
def test_headings_are_italian_and_everything_else_stands_as_recorded(suffix):
    english, translated = dossier(), italian()
    file, other = FORMATS[suffix].render(translated), FORMATS[suffix].render(english)
    text, english_text = (readers.squashed(readers.text_of(suffix, each)) for each in (file, other))

    headings = ("Sintesi", "Dove le versioni si contraddicono") if suffix == "xlsx" else (
        "Sintesi", "Le versioni a confronto", "NEGA", "DICE", "Le versioni si contraddicono", "Quante?",
        "Autorità cinesi e media di Stato", "Fonti", "I titoli di questo dossier sono in italiano.",
    )  # fmt: skip
    recorded = [
        *(card.sentence for card in english.cards),
        *(card.quotation.exact for card in english.cards if suffix != "xlsx"),
        *(conflict.sentence for conflict in english.summary.conflicts),
        *english.summary.leaves_out,
    ]
    assert [words for words in headings if readers.squashed(words) not in text] == []
    assert [words for words in headings if readers.squashed(words) in english_text] == []
    assert [words for words in recorded if readers.squashed(words) not in text] == []


def test_only_the_projects_own_words_differ_in_the_data():
    """Line and note numbers, sentences, quotations, notes, sources: the same in every language."""
    own = {name for fields in translating.OWN_WORDS.values() for name in fields} | {
        "silent",
        "language",
        "language_name",
        "drawing",
    }

    def differing(one, other, at=""):
        if isinstance(one, dict):
            return {found for key in one for found in differing(one[key], other[key], key)}
        if isinstance(one, (list, tuple)):
            assert len(one) == len(other)
            return {found for pair in zip(one, other, strict=True) for found in differing(*pair, at)}
        return set() if one == other else {at}

    found = differing(dossier().plain, italian().plain)

    assert found <= own
    assert {"title", "wording", "verdict_words", "verb", "side_title", "label"} - found <= {"wording"}


def test_every_format_marks_what_is_italian_and_calls_the_document_english():
    made = italian()
    html = FORMATS["html"].render(made).decode()
    assert '<html lang="en-GB">' in html
    assert '<h1 lang="it">' in html
    assert '<span lang="it">Sintesi</span>' in html
    assert '<span lang="it">NEGA</span>' in html
    assert '<span lang="it">Originale non visto</span>' in html
    assert '<span lang="it">Su tutti i paesi, non su questo (Italia)</span>' in html
    assert 'lang="it">The ministry' not in html

    with zipfile.ZipFile(io.BytesIO(FORMATS["docx"].render(made))) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))  # noqa: S314 - made by the test itself
    runs = {
        "".join(piece.text or "" for piece in run.iter(f"{WORD}t")): mark.get(f"{WORD}val")
        for run in body.iter(f"{WORD}r")
        for mark in run.iter(f"{WORD}lang")
    }
    assert runs["Sintesi"] == runs["Fonti"] == runs[made.title] == "it"
    assert made.cards[0].sentence not in runs

    with zipfile.ZipFile(io.BytesIO(FORMATS["epub"].render(made))) as parts:
        chapters = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith("xhtml"))
    assert '<span lang="it">Sintesi</span>' in chapters

    with zipfile.ZipFile(io.BytesIO(FORMATS["odt"].render(made))) as parts:
        assert 'fo:language="it"' in parts.read("content.xml").decode()


def test_the_pdf_is_tagged_with_the_language_of_its_headings():
    pdf = readers.pdf(FORMATS["pdf"].render(italian()))

    found = {str(each.get_object()["/Lang"]) for each in _with_a_language(pdf.trailer["/Root"]["/StructTreeRoot"])}

    assert pdf.trailer["/Root"]["/Lang"] == "en-GB"
    assert {"it", "zh"} <= found
    assert not any("/Lang" in each and each["/Lang"] == "it" for each in _with_a_language(
        readers.pdf(FORMATS["pdf"].render(dossier())).trailer["/Root"]["/StructTreeRoot"]))  # fmt: skip


def _with_a_language(element):
    element = element.get_object()
    if not isinstance(element, dict):
        return
    if "/Lang" in element:
        yield element
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        yield from _with_a_language(child)


def test_english_is_what_stands_where_nothing_is_chosen():
    given, chosen = dossier(), dossier(choice=Choice(language=ENGLISH))

    assert given == chosen
    assert words_in_language(given) == frozenset()
    for suffix in ("html", "md", "docx", "epub", "csv"):
        assert b'lang="it"' not in FORMATS[suffix].render(given)
    assert labels(given)["headings_in"] == ""


def test_a_question_that_nobody_has_translated_stays_english_and_is_not_marked():
    asked = "What did an editor add last week?"
    first, *others = accounts().headings
    question = replace(first.questions[0], asked=replace(first.questions[0].asked, wording=asked))
    made = compose(
        ITALY, replace(accounts(), headings=(replace(first, questions=(question,)), *others)), [], [],
        made_at=NOON, choice=Choice(language="de"),
    )  # fmt: skip

    assert asked not in words_in_language(made)
    assert f"{asked}</h" in FORMATS["html"].render(made).decode()


@pytest.mark.django_db
def test_a_dossier_of_two_countries_names_both_in_the_language():
    italy, croatia = make.make_country(), make.make_country(code="HR", name="Croatia", name_in_text="Croatia")
    question = make.make_question(slug="how-many", wording="How many?")
    for country, label in ((italy, "Rome"), (croatia, "Zagreb")):
        place = make.make_place(country=country, label=label)
        make.make_claim(subject=place, question=question, choice="yes", statement=f"They speak of {label}.")

    made = dossier_of(italy, made_at=NOON, choice=Choice(further=("HR",), language="de"))

    assert "Italien und Kroatien" in made.title
    assert {part.title.split(":")[0] for part in made.headings} == {"Italien", "Kroatien"}
    assert {figure.label for figure in made.summary.figures} >= {"Italien: Aussagen", "Kroatien: Aussagen"}
    assert {card.sentence for card in made.cards} == {"They speak of Rome.", "They speak of Zagreb."}
    assert made.headings[0].questions[0].wording == "Wie viele?"
    assert {*(figure.label for figure in made.summary.figures), made.title, "Wie viele?"} <= words_in_language(made)
    assert made.country.name == "Italy and Croatia", "the country itself stands as recorded"


@pytest.mark.django_db
def test_the_page_offers_every_language_under_its_own_name_and_stays_english(client):
    make.make_claim(statement="A published sentence.")

    plain = client.get("/countries/it/dossier/")
    german = client.get("/countries/it/dossier/", headers={"accept-language": "de"})
    country = client.get("/countries/it/").content
    country_for_germans = client.get("/countries/it/", headers={"accept-language": "de"}).content

    for code, name in LANGUAGES.items():
        assert f'<option value="{code}" lang="{code}"' in plain.content.decode()
        assert name in plain.content.decode()
    assert _without_secrets(german.content) == _without_secrets(plain.content)
    assert _without_secrets(country) == _without_secrets(country_for_germans)
    assert german["Content-Language"] == "en-gb"


def _without_secrets(content):
    """Without what differs from one answer to the next: tokens, and the second at which it was made."""
    return re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"|\d\d:\d\d:\d\d|\d\d:\d\d', b"", content)


@pytest.mark.django_db
def test_the_language_is_read_from_the_address_and_stands_in_the_name_of_the_file(client):
    make.make_claim(statement="A published sentence.")

    file = client.get("/countries/it/dossier.html?language=fr", headers={"accept-language": "de"})

    assert file.status_code == 200
    assert "Résumé" in file.content.decode()
    assert "A published sentence." in file.content.decode()
    assert "-fr-" in file["Content-Disposition"]
    assert client.get("/countries/it/dossier.html?language=tlh").status_code == 400


@pytest.mark.django_db
def test_the_command_writes_the_headings_that_were_asked_for_and_refuses_others(tmp_path):
    make.make_claim(statement="A published sentence.")

    call_command("dossier", "it", "--format=md", "--language=es", f"--output={tmp_path / 'it.md'}")

    written = (tmp_path / "it.md").read_text()
    assert "## Resumen" in written
    assert "A published sentence." in written
    with pytest.raises(CommandError, match="Choose one of en-GB, de, es, fr, it"):
        call_command("dossier", "it", "--language=tlh")
