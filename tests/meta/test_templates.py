"""What every template keeps to."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template

from config.env import BASE_DIR

TEMPLATES = BASE_DIR / "templates"
OURS = ["web", "users", "stations", "sources", "claims", "dossiers", "api", "config", "operations"]
HTML = sorted(path for path in TEMPLATES.rglob("*.html"))
NAMES = [str(path.relative_to(TEMPLATES)) for path in HTML]

TRANSLATED = re.compile(
    r"{%-?\s*blocktrans(?:late)?\b.*?%}.*?{%-?\s*endblocktrans(?:late)?\s*-?%}|{%.*?%}|{{.*?}}", re.DOTALL
)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
UNREAD = re.compile(r"<(script|style|svg|code)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
READ_ALOUD = re.compile(r"""\b(?:alt|title|aria-label|placeholder|content)="([^"]*)\"""")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
TAKES_A_SIDE = re.compile(r"\b(?:(?:un)?contested|reveal(?:s|ed)?|admit(?:s|ted)?|debunk\w*|claims that|falsely)\b")
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")")
FROM_OUTSIDE = re.compile(
    r"<(?:script|link|img|iframe|source|object|embed)\b[^>]*(?:src|href)=\"(?:https?:)?//[^\"]*", re.IGNORECASE
)
# Words that are the same in every language: formats, units and the like.
SAME_EVERYWHERE = {"CSV", "JSON", "GeoJSON", "PDF", "DOCX", "HTML", "SHA", "EDTF", "nbsp", "width", "device", "initial"}
SAME_EVERYWHERE |= {"scale", "light", "dark", "viewport", "utf", "middot", "rarr", "larr", "mdash", "ndash", "hellip"}
SAME_EVERYWHERE |= {"UTC", "PNG", "SVG", "amp", "shy", "times", "Markdown", "Word", "quot", "lt", "gt"}


def used_names() -> str:
    """All text in which a template can be named."""
    code = [path.read_text() for app in OURS for path in (BASE_DIR / app).rglob("*.py")]
    return "\n".join(code + [path.read_text() for path in TEMPLATES.rglob("*.*") if path.suffix in (".html", ".txt")])


# Shown when nothing else works: it stands by itself.
LAST_RESORT = "500.html"
# Named by django-allauth, or by Django for errors.
NAMED_ELSEWHERE = re.compile(r"^(account/|allauth/|40[034]\.html|500\.html|django_filters/|mfa/[^_]|mfa/.+/)")


def test_no_template_is_unused():
    text = used_names()

    unused = [name for name in NAMES if not NAMED_ELSEWHERE.match(name) and f'"{name}"' not in text]

    assert unused == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", [name for name in NAMES if name != LAST_RESORT])
def test_every_string_that_people_read_is_translated(name):
    text = COMMENT.sub("", (TEMPLATES / name).read_text())
    text = TRANSLATED.sub("", text)
    read_aloud = [found for found in READ_ALOUD.findall(text) if "viewport" not in found]
    text = TAG.sub("", UNREAD.sub("", text))

    words = {word for part in [text, *read_aloud] for word in LETTERS.findall(part)} - SAME_EVERYWHERE

    assert words == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_word_that_takes_a_side_stands_in_a_template(name):
    text = COMMENT.sub("", (TEMPLATES / name).read_text()).lower()

    assert TAKES_A_SIDE.findall(text) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_inline_and_nothing_comes_from_outside(name):
    text = COMMENT.sub("", (TEMPLATES / name).read_text())

    assert INLINE.findall(text) == []
    assert FROM_OUTSIDE.findall(text) == []


def test_a_part_of_a_page_has_an_underscore_and_a_page_extends_the_frame():
    wrong = []
    for path in HTML:
        text, name = path.read_text(), str(path.relative_to(TEMPLATES))
        if name.startswith(("allauth/", "base.html", "dossiers/", LAST_RESORT)):
            continue
        if path.name.startswith("_") == ("{% extends" in text) and not name.startswith("account/_"):
            wrong.append(name)

    assert wrong == []


def static_files() -> list[Path]:
    """Our own styles and scripts."""
    return [path for suffix in ("css", "js", "svg") for path in sorted((BASE_DIR / "static").rglob(f"*.{suffix}"))]


@pytest.mark.parametrize("path", static_files(), ids=lambda path: path.name)
def test_no_style_or_script_names_another_server(path):
    text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)

    outside = re.findall(r"(?:https?:)?//[\w-]+\.[\w./-]+", text)

    assert [address for address in outside if "www.w3.org/" not in address] == []


def test_a_variable_that_is_not_there_fails_the_test_that_shows_it():
    template = engines["django"].from_string("{{ no_such_thing }}")

    with pytest.raises(Exception, match="no_such_thing"):
        template.render({})
