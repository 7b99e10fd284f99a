"""What the site exports, an import reads as the very same; and the command says so."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from claims.importing import opening
from claims.importing.plan import plan_of
from claims.models import Claim
from tests import factories as make
from tests.importing.sheets import ROW, as_csv, make_ground, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported(put_back_real_rows, client):
    """Somebody signed in, and the exports of everything that is really here, by kind."""
    put_back_real_rows()
    me = make.make_user()
    client.force_login(me)
    kinds = ("claims", "sources", "parties", "stations", "agreements")
    return me, {kind: client.get(f"/{kind}.csv").getvalue() for kind in kinds}


def test_everything_that_is_exported_is_found_again(exported):
    me, files = exported

    for kind, data in files.items():
        sheet = opening.read(data)
        plan = plan_of(sheet, kind, by=me)
        told = [line for outcome in plan.outcomes for line in outcome.in_words()]
        assert (dict(plan.counts()), told, plan.matched.unknown) == ({"same": len(sheet.rows)}, [], ()), kind


def test_claims_are_found_again_without_their_refs(exported):
    me, files = exported
    lines = list(csv.DictReader(io.StringIO(files["claims"].decode("utf-8-sig"))))

    plan = plan_of(opening.read(as_csv(*[{**line, "ref": ""} for line in lines])), "claims", by=me)

    assert plan.counts() == {"same": len(lines)}


def test_what_was_imported_reads_the_same_when_it_is_exported(client):
    make_ground()
    me = make.make_user()
    client.force_login(me)
    lines = rows(3, ref="", locator="3–4", locator_label="page", public_note="=1+1", translation="")
    path_of = as_csv(*lines)
    call_command("import_claims", _written(path_of), by=me.email, stdout=io.StringIO())

    out = list(csv.DictReader(io.StringIO(client.get("/claims.csv").getvalue().decode("utf-8-sig"))))

    assert len(out) == 3
    for line in out:
        (same,) = [each for each in lines if each["statement"] == line["statement"]]
        wanted = {**same, "public_note": "'=1+1"}
        assert {name: line[name] for name in wanted if name != "ref"} == {
            name: value for name, value in wanted.items() if name != "ref"
        }


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _written(data, name="file.csv"):
    from pathlib import Path

    path = Path(name)
    path.write_bytes(data)
    return path


def test_the_command_tells_imports_and_takes_back():
    make_ground()
    me = make.make_user()
    desk = make.make_desk(members=[me])
    path, out = _written(as_csv(ROW, {**ROW, "statement": "Other."}, delimiter=";", encoding="utf-16")), io.StringIO()

    call_command("import_claims", path, by=me.email, dry_run=True, stdout=out)
    assert Claim.objects.count() == 0
    assert "2 rows; text in UTF-16, cells separated by: semicolon." in out.getvalue()
    assert "2 new, 0 here, and reads differently" in out.getvalue()

    call_command("import_claims", path, by=me.email, desk=desk.slug, report="report.csv", stdout=out)
    assert [claim.desk for claim in Claim.objects.all()] == [desk, desk]
    assert [line[-2:] for line in _lines("report.csv")] == [["State", "Problems"], ["new", ""], ["new", ""]]

    key = out.getvalue().split("--undo ")[1].strip()
    call_command("import_claims", by=me.email, undo=key, stdout=out)
    assert (Claim.objects.count(), "Taken back: 2 claims" in out.getvalue()) == (0, True)


def _lines(name):
    with open(name, encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123 - beside the one that was written
        return list(csv.reader(stream))


def test_the_command_ends_with_what_went_wrong():
    make_ground()
    me = make.make_user()
    wrong = _written(as_csv({**ROW, "stance": "sings"}), "wrong.csv")
    no_workbook = _written(b"PK\x03\x04", "no.xlsx")

    for path, options, code, sentence in [
        (wrong, {}, 1, "Nothing was imported"),
        (no_workbook, {}, 2, "damaged"),
        (wrong, {"desk": "nobodys"}, 2, "no desk"),
        ("missing.csv", {}, 2, "cannot be read"),
    ]:
        with pytest.raises(CommandError, match=sentence) as ended:
            call_command("import_claims", path, by=me.email, stdout=io.StringIO(), **options)
        assert ended.value.returncode == code

    with pytest.raises(CommandError, match="Nobody has an open account"):
        call_command("import_claims", wrong, by="nobody@desk.example")


def test_the_other_kinds_are_added_and_found_again():
    make_ground()
    me = make.make_user()
    files = {
        "parties": as_csv(
            {"name": "A bureau", "kind": "police", "country_code": "IT", "part_of": "A ministry"},
            {"name": "A ministry", "kind": "government", "country_code": "IT"},
        ),
        "sources": as_csv(
            {"kind": "report", "title": "One", "language": "en", "publisher": "A ministry", "issued": "2022-12"},
            {"kind": "webpage", "url": "https://invented.example/two", "language": "Italian"},
        ),
        "stations": as_csv(
            {"label": "A station", "country_code": "it", "place": "Inventville", "other_names": "站; b"}
        ),
        "agreements": as_csv({"label": "A pact", "country_code": "Italy", "kind": "joint_patrols"}),
    }

    for kind, data in files.items():
        for path in [_written(data)]:
            call_command("import_claims", path, by=me.email, kind=kind, stdout=io.StringIO())
        sheet = opening.read(data)
        again = plan_of(sheet, kind, by=me)
        assert again.counts() == {"same": len(sheet.rows)}, kind
    wrong = plan_of(opening.read(as_csv({"name": "Somebody", "kind": "state_media"})), "parties", by=me)
    assert "Say why this medium" in wrong.outcomes[0].in_words()[0]
