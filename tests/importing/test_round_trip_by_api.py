"""Everything public is read through the API alone, imported into an empty installation, and read again: the same.

What must differ is named here, field by field; docs/decisions/0049 says why.
"""

import json
from itertools import chain

import pytest
from django.utils import timezone

from claims.importing import opening
from claims.importing.refusing import Refused
from claims.models import Claim
from tests import factories as make
from tests.api.test_reading import pages
from tests.importing.test_empty_installation import KINDS, an_empty_installation, brought_in

pytestmark = pytest.mark.django_db

# Numbers of rows; what people of the desk and machines found; what stands in no list that is imported: links, the
# address of a place (its name and position are compared), the language of another name.
DIFFERS = {
    "claims": [
        *("subject.inside", "passage.key", "passage.page", "passage.prefix", "passage.suffix"),
        *("passage.found", "passage.found_on_page", "passage.copy_sha256"),
        *("checked", "published_alone", "restates", "builds_on", "rebuts", "replaces"),
        *("relays.source", "relays.source_title"),
    ],
    "sources": ["passages"],
    "parties": [],
    "stations": ["inside.slug", "names.language", "names.note"],
    "agreements": ["names.language", "names.note"],
}


def read_by_api(client):
    """Each list whole, by following “next” from its first page."""
    return {kind: list(chain(*pages(client, f"/api/v1/{kind}/?limit=200"))) for kind in KINDS}


def without(record, path):
    """The same record without a field."""
    name, _dot, further = path.partition(".")
    if isinstance(record, list):
        return [without(each, path) for each in record]
    if not isinstance(record, dict) or name not in record:
        return record
    if not further:
        return {key: value for key, value in record.items() if key != name}
    return {**record, name: without(record[name], further)}


def as_bytes(kind, records):
    """The list as JSON, without what must differ."""
    for path in DIFFERS[kind]:
        records = without(records, path)
    return json.dumps(records, ensure_ascii=False).encode()


def where_they_differ(before, after, kind):
    """The fields that read differently, to be told when the bytes do."""
    found = set()

    def look(one, other, path):
        if isinstance(one, dict) and isinstance(other, dict):
            for name in {*one, *other}:
                look(one.get(name), other.get(name), [*path, name])
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            for first, second in zip(one, other, strict=True):
                look(first, second, path)
        elif one != other:
            found.add(".".join(path))

    look(json.loads(as_bytes(kind, before)), json.loads(as_bytes(kind, after)), [])
    return found


def test_the_same_bytes_come_out_of_an_empty_installation(put_back_real_rows, client):
    put_back_real_rows()
    before = read_by_api(client)
    assert {kind: len(records) for kind, records in before.items() if len(records) < 5} == {}
    an_empty_installation()
    assert Claim.objects.count() == 0

    files = {kind: b"\n".join(json.dumps(each).encode() for each in records) for kind, records in before.items()}
    brought_in(files, make.make_user())
    editor = make.make_user(role="editor")
    Claim.objects.update(state="published", reviewed_by=editor, reviewed_at=timezone.now())
    after = read_by_api(client)

    differ = {kind: where_they_differ(before[kind], after[kind], kind) for kind in KINDS}
    assert {kind: found for kind, found in differ.items() if found} == {}
    for kind in KINDS:
        assert len(after[kind]) == len(before[kind])
        assert as_bytes(kind, after[kind]) == as_bytes(kind, before[kind]), kind


def test_a_page_as_it_was_answered_several_and_lines_are_read_alike(client):
    for _number in range(3):
        make.make_claim(subject=make.make_station())
    page = client.get("/api/v1/claims/").content
    records = json.loads(page)["results"]

    wholes = [page, json.dumps(records).encode(), b"\n".join(json.dumps(each).encode() for each in records)]
    several = b"\n".join(client.get(f"/api/v1/claims/?limit={limit}").content for limit in (3,))
    sheets = [opening.read(data) for data in (*wholes, several)]
    assert all(sheet == sheets[0] for sheet in sheets)
    assert len(sheets[0].rows) == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{", "none that can be read"),
        (b"[" * 100_000, "none that can be read"),
        (b"[]", "no record"),
        (b"[1]", "not a list"),
        (b'{"results": 7}', "not a list"),
        (b'{"a": 1}', "none of the records"),
        (b'[{"csl_type": "x"}, {"native_name": ""}]', "another list"),
        (b'{"csl_type": "\xff"}', "none that can be read"),
    ],
)
def test_what_is_no_list_of_ours_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(Refused, match=sentence):
        opening.read(data)
