"""verify.py, run by a bare Python as whoever gets a package runs it: it finds every change, and says so in one line."""

import ast
import json
import zipfile
from pathlib import Path

import bagit
import pytest

from dossiers.package import contents
from tests.package import scene
from tests.package.scene import rewrite_csv, rewrite_json, unpacked, verify, with_new_sums

pytestmark = pytest.mark.django_db


MADE: list[bytes] = []


@pytest.fixture
def whole():
    """The package of the scene, made once."""
    if not MADE:
        scene.italy()
        MADE.append(scene.package())
    return MADE[0]


@pytest.fixture
def top(whole, tmp_path):
    """The same in a folder."""
    return unpacked(whole, tmp_path / "out")


def checked(top, *arguments):
    return verify(*arguments, program=top / "verify.py", cwd="/")


def test_a_whole_package_is_whole_in_one_line(top):
    said = checked(top)

    assert said.code == 0
    (line,) = said.lines
    assert line.startswith("WHOLE: 26 files, 4 statements, 4 sources. ")
    assert line.endswith("Quotations: 1 standing in their copies, 2 hash only, 1 without a copy.")


def test_it_can_be_told_where_the_package_lies(whole, top, tmp_path):
    (tmp_path / "it.zip").write_bytes(whole)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for program in contents.PROGRAMS:
        (elsewhere / program).write_bytes((top / program).read_bytes())

    for place in (tmp_path / "it.zip", top, top.parent):
        assert verify(place, program=elsewhere / "verify.py").code == 0
    inside = verify(program=elsewhere / "verify.py", cwd=top)
    assert inside.code == 0


def test_with_verbose_it_tells_each_thing(top):
    said = checked(top, "--verbose")

    text = "\n".join(said.lines)
    assert "data/dossier.json: as in manifest-sha256.txt." in text
    assert text.count("Statement ") == 4
    assert text.count(": hash only.") == 3  # two statements and a copy
    assert "The package is not signed." in text


def flip_a_byte(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    "name",
    ["data/copies/*", "data/texts/*", "data/tables/citations.csv", "data/dossier.pdf", "index.html", "quotations.py"],
)
def test_a_flipped_byte_is_found(top, name):
    (path,) = top.glob(name)
    flip_a_byte(path)

    said = checked(top)

    assert said.code == 1
    assert f"{path.relative_to(top).as_posix()} differs from its checksum" in "\n".join(said.lines)
    assert said.last.startswith("NOT WHOLE: ")


def test_a_flipped_byte_in_the_zip_is_found(whole, top, tmp_path):
    (tmp_path / "it.zip").write_bytes(whole.replace(b"open without what it says", b"open without what it saye"))

    said = verify(tmp_path / "it.zip", program=top / "verify.py")

    assert said.code == 1
    assert said.last.startswith("NOT WHOLE: 1 fault, the first: data/copies/")


@pytest.mark.parametrize(
    "name",
    [
        "data/copies/*", "data/texts/*", "data/dossier.json", "data/package.json", "data/tables/statements.csv",
        "README.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt", "quotations.py",
    ],
)  # fmt: skip
def test_a_missing_file_is_found(top, name):
    (path,) = top.glob(name)
    path.unlink()

    said = checked(top)

    assert said.code == 1
    assert said.last.startswith("NOT WHOLE: ")
    assert path.name in "\n".join(said.lines)


@pytest.mark.parametrize("name", ["data/texts/more.txt", "more.txt", "data/copies/evil.html", "csv.py"])
def test_a_file_more_is_found(top, name):
    (top / name).write_text("raise SystemExit(0)")

    said = checked(top)

    assert (said.code, said.last) == (1, f"NOT WHOLE: 1 fault, the first: {name} is in no manifest.")


def test_a_link_is_no_file_of_a_package(top):
    (path,) = top.glob("data/texts/*")
    path.rename(top.parent / "text")
    path.symlink_to(top.parent / "text")

    assert checked(top).code == 1


def test_what_an_operating_system_leaves_is_no_fault(top):
    (top / "data/.DS_Store").write_bytes(b"x")

    assert checked(top).code == 0


def test_a_changed_quotation_is_found_though_all_sums_were_made_again(top):
    def change(dossier):
        for note in dossier["notes"]:
            note["exact"] = note["exact"].replace("May", "June")

    rewrite_json(top, "data/dossier.json", change)
    rewrite_csv(
        top, "citations", lambda rows: [{**row, "passage": row["passage"].replace("May", "June")} for row in rows]
    )
    with_new_sums(top)

    said = checked(top)

    assert said.code == 1
    words = "\n".join(said.lines)
    assert "does not stand in data/texts/" in words
    assert "its digest is another" in words
    assert "checksum" not in words


def test_a_changed_text_is_found_though_all_sums_were_made_again(top):
    (path,) = top.glob("data/texts/*")
    path.write_text(path.read_text().replace("closed", "opened"))
    with_new_sums(top)

    assert "is not the file that package.json names" in checked(top).last


def test_a_quotation_that_differs_in_the_tables_only_is_found(top):
    rewrite_csv(top, "citations", lambda rows: [{**row, "passage": f"not {row['passage']}"} for row in rows])
    with_new_sums(top)

    said = checked(top)

    assert said.last.startswith("NOT WHOLE: 4 faults")
    assert "has other words in the tables than in the JSON" in said.last


def test_a_statement_whose_source_is_gone_is_found(top):
    rewrite_json(top, "data/dossier.json", lambda dossier: dossier.update(sources=dossier["sources"][1:]))
    with_new_sums(top)

    text = "\n".join(checked(top).lines)

    assert "which is not in the package" in text
    assert "The table of sources and the JSON hold different sources." in text


def test_a_statement_whose_copy_is_gone_is_found(top):
    rewrite_json(top, "data/package.json", lambda found: found.update(copies=[]))
    with_new_sums(top)

    assert "rests on a copy of which the package says nothing" in checked(top).last


def test_a_statement_whose_citation_is_gone_is_found(top):
    rewrite_csv(top, "citations", lambda rows: rows[1:])
    with_new_sums(top)

    assert "points at the citation" in checked(top).last


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", '{"notes": 3}', "[" * 100_000, "\ufeff{", '{"notes": [{}], "sources": []}']
)
def test_data_that_are_none_are_said_in_a_line(top, content):
    (top / "data/dossier.json").write_text(content)
    with_new_sums(top)

    said = checked(top)

    assert said.code == 1
    assert said.last.startswith("NOT WHOLE: ")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no more", b"a text"])
def test_what_is_no_package_is_said_in_a_line(top, tmp_path, content):
    (tmp_path / "it.zip").write_bytes(content)

    said = verify(tmp_path / "it.zip", program=top / "verify.py")

    assert said.code == 1
    assert said.last.startswith("NOT WHOLE: 1 fault, the first: This cannot be read as a package")


def test_a_file_that_stands_in_the_zip_twice_is_found(whole, top, tmp_path):
    place = tmp_path / "it.zip"
    place.write_bytes(whole)
    with zipfile.ZipFile(place, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(f"{top.name}/README.txt", "another")

    said = verify(place, program=top / "verify.py")

    assert said.code == 1
    assert "stands in the ZIP file twice" in "\n".join(said.lines)


def test_nothing_that_it_prints_works_on_a_terminal(top):
    (top / "data" / "evil\x1b[2J\u202e.txt").write_text("x")

    said = checked(top)

    assert "evil[U+001B][2J[U+202E].txt is in no manifest." in said.last


class TestSigned:
    """A package of an installation that has a key."""

    @pytest.fixture(autouse=True)
    def key(self, settings, tmp_path):
        from dossiers.signing import make_key

        make_key(tmp_path / "key.pem")
        settings.SIGNING_KEY = str(tmp_path / "key.pem")

    @pytest.fixture
    def top(self, key, tmp_path):
        scene.source_with_copy("open", rights="public_record", released=True)
        return unpacked(scene.package(), tmp_path / "out")

    def test_its_signature_is_checked_where_that_is_possible(self, top):
        import subprocess
        import sys

        def run():
            return subprocess.run(
                [sys.executable, str(top / "verify.py")], capture_output=True, text=True, check=False, env={"PATH": ""}
            )

        good = run()
        (top / "signature.ed25519").write_bytes(b"x" * 64)
        with_new_sums(top)
        bad = run()

        assert (good.returncode, bad.returncode) == (0, 1)
        assert "Signed by the key in public-key.pem, SHA-256 " in good.stdout.splitlines()[-1]
        assert "The signature is not one over manifest-sha256.txt" in bad.stdout.splitlines()[-1]

    def test_it_is_a_valid_bag_and_its_page_links_the_signature(self, top):
        bagit.Bag(str(top)).validate()

        page = (top / "index.html").read_text()
        assert 'href="signature.ed25519"' in page
        assert 'href="public-key.pem"' in page

    def test_without_the_library_it_says_that_it_was_not_checked(self, top):
        said = checked(top)

        assert said.code == 0
        assert "Its signature was not checked: that needs the Python package `cryptography`." in said.last


def test_both_programs_can_be_read_by_an_old_python_and_need_nothing_else():
    known = {"__future__", "argparse", "csv", "hashlib", "io", "json", "re", "runpy", "sys", "unicodedata", "zipfile"}
    known |= {"collections", "functools", "pathlib", "typing", "cryptography"}
    for program in contents.PROGRAMS:
        tree = ast.parse((contents.HERE / program).read_text(), feature_version=(3, 9))
        named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        named |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert named <= known


def test_packages_of_real_words_hold(tmp_path):
    text = "他说：“我们没有\n这样的站。”\n„Es gibt keine Dienst-\nstelle“, hieß es."
    for number, exact in enumerate(["我们没有这样的站", "Es gibt keine Dienststelle"]):
        scene.source_with_copy(f"w{number}", rights="open_licence", released=True, text=text, exact=exact)

    top = unpacked(scene.package(), tmp_path / "out")
    said = checked(top)

    results = [one["quote_check"] for one in json.loads((Path(top) / "data/dossier.json").read_text())["notes"]]
    assert results == ["normalised", "normalised"]
    assert "2 standing in their copies" in said.last
