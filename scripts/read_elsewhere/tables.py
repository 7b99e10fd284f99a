"""Lists as tables: CSV, XLSX, JSON, JSON Lines, GeoJSON, SQLite, and the data package that describes them."""

import asyncio
import json
from pathlib import Path
from typing import Any

from scripts.read_elsewhere.site import Differs, Row, Site, in_order, library, run, same

LISTS = (
    *("claims", "sources", "parties", "countries", "stations", "agreements", "questions", "searches"),
    *("conflicts", "sources/wanted"),
)
BY_ITS_LIST = {"claims": "ref", "sources": "slug", "parties": "slug", "questions": "slug"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_by_duckdb(site: Site) -> str:
    """CSV, by DuckDB."""
    count = 0
    for listed in LISTS:
        found = _asked("SELECT * FROM read_csv(?, all_varchar=true, header=true)", site.file(f"/{listed}.csv"))
        count += in_order(
            [{name: value or "" for name, value in row.items()} for row in found],
            [{name: _in_csv(value) for name, value in row.items()} for row in site.rows(listed)],
            f"{listed}, row",
        )
    return f"{count} rows of {len(LISTS)} lists, each cell"


def jsonl_by_duckdb(site: Site) -> str:
    """JSON Lines, by DuckDB."""
    count = 0
    for listed in filter(site.rows, LISTS):
        file = site.file(f"/{listed}.jsonl")
        kinds = ", ".join(f"'{name}': 'JSON'" for name in site.rows(listed)[0])
        found = _asked(f"SELECT * FROM read_json(?, format='newline_delimited', columns={{{kinds}}})", file)  # noqa: S608
        read = [{name: None if cell is None else json.loads(cell) for name, cell in row.items()} for row in found]
        count += in_order(read, site.rows(listed), f"{listed}, row")
    return f"{count} rows of {len(LISTS)} lists, each value"


def _asked(query: str, file: Path) -> list[Row]:
    done = library("duckdb").connect().execute(query, [str(file)])
    names = [column[0] for column in done.description]
    return [dict(zip(names, row, strict=True)) for row in done.fetchall()]


def xlsx_by_openpyxl(site: Site) -> str:
    """XLSX, by openpyxl."""
    openpyxl = library("openpyxl")
    count = 0
    for listed in LISTS:
        sheet = openpyxl.load_workbook(site.file(f"/{listed}.xlsx"), read_only=True).worksheets[0]
        head, *rows = sheet.iter_rows(values_only=True)
        names = [name for name in head if name]
        found = [dict(zip(names, (_plain(cell) for cell in row), strict=False)) for row in rows if any(row)]
        expected = [{name: _plain(value) for name, value in row.items()} for row in site.rows(listed)]
        count += in_order(found, expected, f"{listed}, row")
    return f"{count} rows of {len(LISTS)} lists, each cell"


def geojson_by_gdal(site: Site) -> str:
    """GeoJSON, by GDAL."""
    told = []
    for listed, name in (("claims", "ref"), ("stations", "slug")):
        made = site.folder / f"{listed}-gdal.csv"
        run("ogr2ogr", "-f", "CSV", "-lco", "GEOMETRY=AS_XY", made, site.file(f"/{listed}.geojson"))
        read = _asked("SELECT * FROM read_csv(?, all_varchar=true, header=true)", made)
        same((row[name] for row in read), (row[name] for row in site.rows(listed)), listed)
        points = sum(1 for row in read if row["X"])
        features = json.loads(site.bytes(f"/{listed}.geojson"))["features"]
        same([points], [sum(1 for feature in features if feature["geometry"])], f"points of {listed}")
        told.append(f"{len(read)} {listed}, {points} on the map")
    return "; ".join(told)


def sqlite_by_datasette(site: Site) -> str:
    """SQLite, by Datasette."""
    app = library("datasette.app")
    served = app.Datasette(
        [str(site.file("/data/on-record.sqlite"))], metadata=json.loads(site.bytes("/data/metadata.json"))
    )
    return asyncio.run(_through_datasette(served, site))


async def _through_datasette(served: Any, site: Site) -> str:
    await served.invoke_startup()
    counts = {}
    for listed, key in BY_ITS_LIST.items():
        asked = f"/on-record.json?_shape=arrayfirst&sql=select+{key}+from+{listed}"
        found = (await served.client.get(asked)).json()
        counts[listed] = same(found, (row[key] for row in site.rows(listed)), listed) if len(found) < 1000 else 0
    sought = "/on-record/claims.json?_shape=array&_search=%22police%22&_size=1000"
    by_words = (await served.client.get(sought)).json()
    if not by_words or "police" not in json.dumps(by_words[0]).lower():
        raise Differs("the search of words found nothing")
    page = await served.client.get("/on-record/claims")
    if page.status_code != 200 or "CC BY" not in page.text:
        raise Differs(f"its page of statements answers {page.status_code}, or does not name the licence")
    keys = f"{sum(counts.values())} keys of {len(counts)} tables"
    return f"{keys}; {len(by_words)} statements found by a word; licence shown"


def package_by_frictionless(site: Site) -> str:
    """The data package with every list that it describes, by frictionless."""
    frictionless = library("frictionless")
    report = frictionless.Package(f"{site.address}/data/datapackage.json").validate()
    if not report.valid:
        raise Differs(str(report.flatten(["title", "message"])[:3]))
    return f"{len(report.tasks)} tables valid, {sum(task.stats['rows'] for task in report.tasks)} rows"


def _in_csv(value: Any) -> str:
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None else str(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if value.startswith(FORMULA) else str(value)


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool):
        return str(cell)
    return "" if cell is None else cell


READERS = (
    csv_by_duckdb,
    jsonl_by_duckdb,
    xlsx_by_openpyxl,
    geojson_by_gdal,
    sqlite_by_datasette,
    package_by_frictionless,
)
