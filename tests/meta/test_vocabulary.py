"""docs/vocabulary.md defines every word and every value."""

import re

import pytest
from django.apps import apps
from django.db.models import TextChoices

from config.env import BASE_DIR

VOCABULARY = (BASE_DIR / "docs" / "vocabulary.md").read_text()
OURS = ["web", "users", "stations", "sources", "claims", "dossiers", "api"]
ROW = re.compile(r"^\| `(.+)` \| (.+) \| (.+) \|$", re.MULTILINE)
WORDS = (
    "country place station agreement case subject party side source capture citation question stance answer claim relay"
    " origin withdrawn removed dossier manifest file exchange takedown release apart letter removal"
)


def lists_of_values() -> list[type[TextChoices]]:
    """Every list of values in our code."""
    found = [each for each in TextChoices.__subclasses__() if each.__module__.split(".")[0] in OURS]
    return sorted(found, key=lambda each: each.__name__)


def defined(values: type[TextChoices]) -> list[tuple[str, str, str]]:
    """The rows under the heading of a list: value, label, meaning."""
    name = f"`{values.__module__.split('.')[0]}.{values.__name__}`"
    sections = [section for section in VOCABULARY.split("\n### ") if name in section.splitlines()[0]]
    assert len(sections) == 1, f"docs/vocabulary.md has no heading with {name}"
    return ROW.findall(sections[0])


@pytest.mark.parametrize("values", lists_of_values(), ids=lambda each: each.__name__)
def test_every_value_stands_in_the_vocabulary_with_its_label_and_meaning(values):
    rows = defined(values)

    assert [(value, label) for value, label, _meaning in rows] == [(str(v), str(label)) for v, label in values.choices]
    assert all(len(meaning) > 8 for _value, _label, meaning in rows)


def test_every_list_has_a_docstring():
    undocumented = [each.__name__ for each in lists_of_values() if not each.__doc__ or "An enumeration" in each.__doc__]

    assert len(lists_of_values()) > 20
    assert undocumented == []


@pytest.mark.parametrize("word", WORDS.split())
def test_every_word_of_the_field_is_defined(word):
    assert f"**{word}**" in VOCABULARY


def test_every_table_has_its_word():
    models = [m for m in apps.get_models() if m._meta.app_label in OURS and not hasattr(m, "pgh_tracked_model")]
    other_words = {
        "User": "desk",
        "FileText": "text",
        "PreservedFile": "file",
        "PendingCapture": "pending capture",
        "QuestionSubjectKind": "kinds of subject",
        "Link": "restatement",
        "LetterDay": "letter day",
        "ExportDay": "export day",
        "SaltOfDay": "salt of day",
        "PartyAlias": "alias",
        "InvitationDesk": "invitation",
        "SentOnce": "sent once",
    }
    other_words |= {"SubjectName": "name", "QuoteCheck": "quote check"}

    missing = [m.__name__ for m in models if other_words.get(m.__name__, m.__name__.lower()) not in VOCABULARY.lower()]

    assert missing == []


def test_the_documents_point_at_files_that_are_there():
    broken = []
    for document in [*BASE_DIR.glob("*.md"), *BASE_DIR.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text()):
            if not (document.parent / target).exists() and "images" not in target:
                broken.append(f"{document.relative_to(BASE_DIR)} → {target}")

    assert broken == []


def test_every_decision_stands_in_the_list_of_documents():
    listed = (BASE_DIR / "docs" / "README.md").read_text()
    decisions = sorted(path.name for path in (BASE_DIR / "docs" / "decisions").glob("*.md"))

    assert [name for name in decisions if f"decisions/{name}" not in listed] == []
    assert len({name[:4] for name in decisions}) == len(decisions)
