"""What differs since an earlier package: found by short names, told in words; what is no dossier is told as well."""

import io
import json
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from dossiers import earlier
from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from dossiers.plain import FORM
from sources.models import Citation, Source
from tests import factories as make
from tests.dossiers import readers
from tests.moments.scene import now
from tests.package import scene
from tests.writing import written

pytestmark = pytest.mark.django_db
PAGE = "/countries/it/dossier/since/"


def dossier(**options):
    return dossier_of(make.make_country(), made_at=make.NOON, **options)


def kept(suffix="json", **options):
    """Today's dossier, as somebody keeps it."""
    return FORMATS[suffix].render(dossier(**options))


def compared(content, client=None, **headers):
    """What the page answers to this file."""
    return (client or Client()).post(PAGE, {"earlier": SimpleUploadedFile("it.zip", content)}, **headers)


def found_in(content):
    """The comparison and its parts by their titles."""
    answer = compared(content)
    assert answer.status_code == 200
    return {part.title: [line.name for line in part.lines] for part in answer.context["parts"]}


@pytest.mark.parametrize("suffix", ["json", "zip"])
def test_nothing_differs_between_equal_ones(suffix):
    scene.italy()

    answer = compared(kept(suffix))

    assert answer.context["found"].comparison.is_nothing
    assert "Nothing differs in the record." in answer.content.decode()


def test_what_was_added_changed_withdrawn_and_removed_is_found_by_short_names():
    stays, changes, back, gone = (make.make_claim(statement=f"Sentence {n}.") for n in range(4))
    before = kept()
    added = make.make_claim(statement="A new sentence.")
    Claim.objects.filter(pk=changes.pk).update(statement="Sentence 1, corrected.", asserted_on="2023")
    Claim.objects.filter(pk=back.pk).update(
        state="withdrawn", withdrawn_at=now(), withdrawn_by=make.the_editor(), withdrawn_reason="A mistake."
    )
    Claim.objects.filter(pk=gone.pk).update(restricted=True, restricted_reason="For this test.")

    found = found_in(before)

    assert found["Statements added"] == [added.ref]
    assert found["Statements changed"] == [changes.ref]
    assert found["Statements withdrawn by the editors"] == [back.ref]
    assert found["Statements no longer in the dossier"] == [gone.ref]
    assert stays.ref not in str(found)


def test_what_changed_is_told_field_by_field():
    claim = make.make_claim(statement="Said so.")
    before = kept()
    Claim.objects.filter(pk=claim.pk).update(statement="Said otherwise.")
    Citation.objects.filter(pk=claim.citation_id).update(exact="Other words.")
    Source.objects.filter(pk=claim.citation.source_id).update(title="Another title")
    make.make_verification(claim)

    comparison = compared(before).context["found"].comparison

    (line,) = comparison.changed
    changes = {change.field: (change.before, change.after) for change in line.changes}
    assert changes["sentence"] == ("Said so.", "Said otherwise.")
    assert changes["exact"] == ("These are the exact words of the passage.", "Other words.")
    assert changes["checked"][0] == ""
    assert changes["checked"][1].startswith("words (")
    # the way here and the original go by the title of the source
    assert set(changes) == {"sentence", "exact", "checked", "chain", "original"}
    assert [change.field for change in comparison.sources_changed[0].changes] == ["csl"]


def test_copies_that_came_are_told():
    scene.source_with_copy("first")
    before = kept()
    found = scene.source_with_copy("second")

    told = found_in(before)

    assert told["Copies added"] == [found.source.slug]
    assert told["Sources added"] == [found.source.slug]


def test_lines_that_only_moved_are_no_difference():
    claims = [make.make_claim(statement=f"Sentence {n}.", asserted_on=f"2022-12-{n + 1:02}") for n in range(3)]
    before = json.loads(kept())
    before["notes"].reverse()
    for number, note in enumerate(before["notes"], start=1):
        note["number"], note["lines"] = number, [f"9.{number}"]

    answer = compared(json.dumps(before).encode())

    assert len(claims) == 3
    assert answer.context["found"].comparison.is_nothing


def test_the_choice_and_the_day_of_the_earlier_one_hold_for_todays():
    scene.italy()
    make.make_claim(statement="Said later.", asserted_on="2024-02-02")
    question = dossier().notes[0].question
    client = Client()
    before = client.get(f"/countries/it/dossier.json?question={question}&said_by=2023-01-01").content

    answer = compared(before)

    assert answer.context["found"].comparison.is_nothing
    assert "Both hold only what had been said by 1 January 2023." in answer.content.decode()


def test_a_dossier_of_several_countries_is_compared_with_one_of_the_same():
    make.make_claim()
    make.make_claim(subject=make.make_place(country=make.make_country(code="HR")), statement="A sentence of Croatia.")
    before = Client().get("/countries/it/dossier.json?with=hr").content

    answer = compared(before)

    assert b"A sentence of Croatia." in before
    assert answer.context["found"].comparison.is_nothing


def test_a_difference_of_the_form_is_not_one_of_the_record():
    make.make_claim()
    before = json.loads(kept())
    before["form"] = "on-record-dossier/5"
    for note in before["notes"]:
        del note["quote_check"], note["checked"]
    del before["copies"]

    answer = compared(json.dumps(before).encode())

    assert answer.context["found"].comparison.is_nothing
    assert "a difference of the form is not a difference of the record" in answer.content.decode()


def test_a_package_whose_sums_do_not_hold_is_compared_and_that_is_said_first():
    scene.italy()
    content = kept("zip").replace(b"open without what it says", b"open without what it saye")

    answer = compared(content)

    page = answer.content.decode()
    assert answer.context["found"].comparison.is_nothing
    assert page.index("The checksums of the earlier package do not hold: 1 of its files") < page.index(
        "Nothing differs"
    )


def test_drafts_of_the_earlier_one_are_left_aside():
    make.make_claim()
    before = json.loads(kept())
    before["notes"].append({**before["notes"][0], "ref": "draft12", "state": "draft", "sentence": "A draft."})

    answer = compared(json.dumps(before).encode())

    assert "A draft." not in answer.content.decode()
    assert "The earlier dossier holds drafts." in answer.content.decode()


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(f"top/{name}", content)
    return out.getvalue()


def bomb():
    return packed(**{"bagit.txt": "x", "data/dossier.json": b" " * (earlier.LARGEST_JSON + 1)})


def of_another_country():
    return json.dumps({**json.loads(kept()), "country": {"code": "HU"}}).encode()


def of_a_newer_form():
    return json.dumps({**json.loads(kept()), "form": "on-record-dossier/9999"}).encode()


def nested():
    return b'{"form": "on-record-dossier/1", "country": {"code": "IT"}, "notes": [], "sources": [], "x": %s}' % (
        b"[" * 300 + b"]" * 300
    )


def with_a_long_list_of_files():
    content = packed(**{"bagit.txt": "x"})
    at = content.rindex(b"PK\x05\x06")
    return content[: at + 12] + struct.pack("<L", 900_000_000) + content[at + 16 :]


NEITHER = "This is neither an evidence package nor the JSON of a dossier."
BAD = {
    "empty": (lambda: b" ", NEITHER),
    "a text": (lambda: b"hello", NEITHER),
    "a PDF": (lambda: b"%PDF-1.7 \xff", NEITHER),
    "other JSON": (lambda: b'{"a": 1}', NEITHER),
    "a list": (lambda: b"[1]", NEITHER),
    "too deep for JSON": (lambda: b"[" * 200_000, NEITHER),
    "too deep": (nested, "its data are not those of one"),
    "no lists": (lambda: b'{"form": "on-record-dossier/1", "notes": 3}', "its data are not those of one"),
    "another country": (of_another_country, "This is a dossier of another country (HU)."),
    "a newer form": (of_a_newer_form, "was made by a newer release than this one"),
    "another ZIP": (lambda: packed(**{"a.txt": "x"}), "This ZIP file is not an evidence package"),
    "a cut ZIP": (lambda: packed(**{"bagit.txt": "x" * 999})[:-30], "This ZIP file is damaged or cut off."),
    "a bomb": (bomb, "This file is larger than the data of any dossier."),
    "a long list of files": (with_a_long_list_of_files, "This ZIP file lists more files than a package has."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_earlier_dossier_is_said_in_a_sentence(name):
    make.make_claim()
    content, words = BAD[name]

    answer = compared(content())

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_strange_texts_in_the_file_do_no_harm():
    make.make_claim()
    before = json.loads(kept())
    strange = "<script>alert(1)</script> \ud800 \x00 \u202e"
    before["notes"].append({"ref": strange, "sentence": {"a": [strange]}, "state": 3})
    before["choice"] = {"countries": [strange, 3], "questions": "x", "sides": None, "language": 9}
    before["made_at"] = [strange]
    before["said_by"] = strange

    answer = compared(json.dumps(before).encode())

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_no_file_and_a_file_that_is_too_large_are_told(settings):
    make.make_claim()
    settings.COMPARED_MAX_BYTES = 1000

    nothing = Client().post(PAGE)
    large = compared(b"x" * 2000)

    assert (nothing.status_code, large.status_code) == (422, 413)
    assert "Choose a file first" in nothing.content.decode()
    assert "choose data/dossier.json in it" in large.content.decode()


def test_the_form_is_protected_and_a_browser_can_send_it():
    make.make_claim()
    content = kept()
    client = Client(enforce_csrf_checks=True)

    refused = compared(content, client)
    client.get(PAGE)
    token = client.cookies["csrftoken"].value
    sent = client.post(
        PAGE, {"earlier": SimpleUploadedFile("it.json", content), "csrfmiddlewaretoken": token}, secure=False
    )

    assert refused.status_code == 403
    assert sent.status_code == 200
    assert "Nothing differs in the record." in sent.content.decode()


def test_comparing_writes_nothing_and_costs_the_same_for_many():
    def asked():
        content = kept()
        Claim.objects.filter(statement="Said then.").update(statement="Said now.")
        with CaptureQueriesContext(connection) as captured:
            assert compared(content).status_code == 200
        assert written(captured) == []
        return len(captured)

    make.make_claim(statement="Said then.")
    asked()  # the first of a day makes its salt
    few = asked()
    for _ in range(20):
        make.make_claim(statement="Said then.")

    assert asked() == few


def test_the_page_of_choices_leads_to_it_and_the_page_explains_itself():
    make.make_claim()

    options = Client().get("/countries/it/dossier/").content.decode()
    page = Client().get(PAGE).content.decode()

    assert f'href="{PAGE}"' in options
    assert "are not compared" not in page
    assert "The file is read and forgotten." in page
    assert Client().get("/countries/zz/dossier/since/").status_code == 404


def test_the_command_tells_it_in_words_and_as_json(tmp_path):
    claim = make.make_claim(statement="Said so.")
    (tmp_path / "it.zip").write_bytes(kept("zip"))
    Claim.objects.filter(pk=claim.pk).update(statement="Said\x1b[2J otherwise.")

    words, plain = io.StringIO(), io.StringIO()
    call_command("dossier", "it", "--since", str(tmp_path / "it.zip"), stdout=words)
    call_command("dossier", "it", "--since", str(tmp_path / "it.zip"), "--format", "json", stdout=plain)

    assert "Statements changed (1)" in words.getvalue()
    assert "      - Said so.\n      + Said[U+001B][2J otherwise.\n" in words.getvalue()
    (line,) = json.loads(plain.getvalue())["comparison"]["changed"]
    assert line["name"] == claim.ref


def test_the_command_refuses_in_a_sentence(tmp_path):
    make.make_claim()
    (tmp_path / "no.zip").write_bytes(b"no")

    with pytest.raises(CommandError, match="neither an evidence package"):
        call_command("dossier", "it", "--since", str(tmp_path / "no.zip"))
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("dossier", "it", "--since", str(tmp_path / "none.zip"))


def test_the_form_of_today_is_known():
    assert earlier.FORM.fullmatch(FORM)
    assert readers.packed(kept("zip"))["data/dossier.json"]
