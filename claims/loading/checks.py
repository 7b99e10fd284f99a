"""Whether the fixtures hold together: each function yields one sentence for each thing that is wrong."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from claims.choices import AnswerType, DateKind, Judgement, SearchResult, Timing
from claims.loading import forbidden
from claims.loading.claim_checks import claims_hold
from claims.loading.files import Fixtures, Row, texts
from claims.sides import SIDES
from sources.choices import CopyKind, CslType, PartyKind, Rights
from stations.choices import KINDS_IN_A_COUNTRY, PARENT_KINDS, AgreementKind, Precision, SubjectKind
from web import edtf

ARTICLE = "overseas-police-stations-article"


def problems(fixtures: Fixtures) -> list[str]:
    """Everything that is wrong with the fixtures; none when they hold together."""
    checks: list[Callable[[Fixtures], Iterator[str]]] = [
        slugs_are_used_once,
        parties_hold,
        questions_hold,
        subjects_hold,
        sources_hold,
        claims_hold,
        links_hold,
        same_places_hold,
        searches_hold,
        research_is_entered,
        no_forbidden_name_stands_in_a_file,
    ]
    return [problem for check in checks for problem in check(fixtures)]


def slugs_are_used_once(fixtures: Fixtures) -> Iterator[str]:
    """A natural key means one row."""
    keys = {
        "country": [row["code"] for row in fixtures.countries],
        "party": [row["slug"] for row in fixtures.parties],
        "heading": [row["slug"] for row in fixtures.headings],
        "question": [row["slug"] for row in fixtures.questions],
        "subject": [row["slug"] for row in fixtures.all_subjects()],
        "source": [row["slug"] for row in fixtures.sources],
        "source address": [f"{row['url']} {row.get('version', '')}" for row in fixtures.sources if row["url"]],
        "passage": [f"{row['source']} {row['locator']} {row['exact']}" for row in fixtures.passages],
        "claim": [claim["ref"] for _, claim in fixtures.claims()],
        "search": [row["slug"] for row in fixtures.searches],
        "judgement": [f"{' '.join(sorted([row['one'], row['other']]))} {row['claim']}" for row in fixtures.same_places],
    }
    for name, found in keys.items():
        for key, number in Counter(found).items():
            if number > 1:
                yield f"{name} {key} stands there {number} times"


def parties_hold(fixtures: Fixtures) -> Iterator[str]:
    """Kinds, countries and bodies exist; a private person has a role and no name; state media say why."""
    codes, slugs = {row["code"] for row in fixtures.countries}, {row["slug"] for row in fixtures.parties}
    for row in fixtures.parties:
        name = f"party {row['slug']}"
        yield from _known(name, "kind", row["kind"], PartyKind.values)
        yield from _known(name, "country", row.get("country"), codes)
        yield from _known(name, "part of", row.get("part_of"), slugs)
        if row["kind"] == PartyKind.PRIVATE_PERSON and not row.get("described_by_role"):
            yield f"{name} is a private person and is not described by role"
        if row["kind"] == PartyKind.STATE_MEDIA and not row.get("state_media_reason"):
            yield f"{name} is called state media without a reason"


def questions_hold(fixtures: Fixtures) -> Iterator[str]:
    """Headings, kinds, types and pairs of choices exist; a date answer says what it means."""
    headings = {row["slug"] for row in fixtures.headings}
    for row in fixtures.questions:
        name = f"question {row['slug']}"
        choices = {choice["slug"] for choice in row["choices"]}
        yield from _known(name, "heading", row["heading"], headings)
        yield from _known(name, "answer type", row["answer_type"], AnswerType.values)
        yield from _known(name, "timing", row["timing"], Timing.values)
        if row["answer_type"] == AnswerType.DATE:
            yield from _known(name, "date kind", row["date_kind"], DateKind.values)
        elif row["date_kind"]:
            yield f"{name} has a date kind and takes no date"
        for kind in row["subject_kinds"]:
            yield from _known(name, "subject kind", kind, SubjectKind.values)
        for choice in row["choices"]:
            yield from _known(name, "wider choice", choice.get("narrower_than"), choices)
        for pair in row["exclusions"]:
            for choice in pair:
                yield from _known(name, "excluded choice", choice, choices)


def subjects_hold(fixtures: Fixtures) -> Iterator[str]:
    """A place, station, agreement or case is in one country, the one that its parent is in."""
    subjects = {row["slug"]: row for row in fixtures.all_subjects()}
    codes, sources = {row["code"] for row in fixtures.countries}, {row["slug"] for row in fixtures.sources}
    for row in fixtures.subjects:
        name, kind = f"subject {row['slug']}", row["kind"]
        yield from _known(name, "kind", kind, SubjectKind.values)
        yield from _known(name, "country", row.get("country"), codes)
        yield from _known(name, "source", row.get("source"), sources)
        yield from _known(name, "precision", row.get("precision"), Precision.values)
        yield from _known(name, "agreement kind", row.get("agreement_kind"), AgreementKind.values)
        if ("country" in row) != (kind in KINDS_IN_A_COUNTRY):
            yield f"{name} is a {kind}, and that does not fit its country"
        parent = subjects.get(row.get("parent", ""))
        fitting = PARENT_KINDS.get(kind, [])
        if (parent["kind"] not in fitting) if parent else fitting:
            yield f"{name} does not stand in a fitting parent"
        if parent and row.get("country") != parent.get("country"):
            yield f"{name} is in another country than its parent"
        yield from _coordinates(name, row)


def sources_hold(fixtures: Fixtures) -> Iterator[str]:
    """Types, publishers and dates exist."""
    parties = {row["slug"] for row in fixtures.parties}
    for row in fixtures.sources:
        name = f"source {row['slug']}"
        yield from _known(name, "type", row["csl_type"], CslType.values)
        yield from _known(name, "copy kind", row["copy_kind"], CopyKind.values)
        yield from _known(name, "rights", row["rights"], Rights.values)
        yield from _known(name, "publisher", row.get("publisher"), parties)
        yield from _dated(name, row["issued"])
        if not (row["title"] or row["url"] or row.get("note")):
            yield f"{name} cannot be told apart from others"


def links_hold(fixtures: Fixtures) -> Iterator[str]:
    """Both ends exist and differ, no restatement comes back to itself, and no two claims rebut each other."""
    refs = {claim["ref"] for _, claim in fixtures.claims()}
    restated: dict[str, set[str]] = {}
    for row in fixtures.links:
        for end in (row["claim"], row["to"]):
            yield from _known("link", "claim", end, refs)
        if row["claim"] == row["to"]:
            yield f"claim {row['claim']} is linked to itself"
        if row["kind"] == "restates":
            restated.setdefault(row["claim"], set()).add(row["to"])
        if row["kind"] == "rebuts" and {"claim": row["to"], "kind": "rebuts", "to": row["claim"]} in fixtures.links:
            yield f"claims {row['claim']} and {row['to']} rebut each other"
    for start in restated:
        ahead, seen = set(restated[start]), set[str]()
        while ahead:
            seen |= ahead
            ahead = {to for ref in ahead for to in restated.get(ref, ())} - seen
        if start in seen:
            yield f"claim {start} restates itself by a circle"


def same_places_hold(fixtures: Fixtures) -> Iterator[str]:
    """Two stations that differ, a statement that is there, one of three answers, and what in the passage says so."""
    stations = {row["slug"] for row in fixtures.subjects if row["kind"] == SubjectKind.STATION}
    refs = {claim["ref"] for _, claim in fixtures.claims()}
    for row in fixtures.same_places:
        name = f"judgement of {row['one']} and {row['other']}"
        for end in (row["one"], row["other"]):
            yield from _known(name, "station", end, stations)
        yield from _known(name, "claim", row["claim"], refs)
        yield from _known(name, "answer", row["judgement"], Judgement.values)
        if row["one"] == row["other"]:
            yield f"{name}: a station is compared with itself"
        if not row["reason"].strip():
            yield f"{name} does not say what in the passage says so"


def searches_hold(fixtures: Fixtures) -> Iterator[str]:
    """What was looked for names things that exist."""
    codes = {row["code"] for row in fixtures.countries}
    for row in fixtures.searches:
        name = f"search {row['slug']}"
        yield from _known(name, "country", row.get("country"), codes)
        yield from _known(name, "party", row.get("party"), {party["slug"] for party in fixtures.parties})
        yield from _known(name, "question", row.get("question"), {question["slug"] for question in fixtures.questions})
        yield from _known(name, "result", row["result"], SearchResult.values)
        yield from _known(name, "side", row.get("side"), set(SIDES))
        yield from _dated(name, row["searched_on"])
        yield from _dated(name, row.get("period", ""))


def research_is_entered(fixtures: Fixtures) -> Iterator[str]:
    """Each part of each claim of the research is a claim here, or its absence has a reason."""
    expected: dict[str, int] = json.loads((fixtures.folder / "research_claims.json").read_text(encoding="utf-8"))
    entered = {(claim["research"], claim["part"]) for _, claim in fixtures.claims()}
    reasons = {row["research"]: row["reason"] for row in fixtures.left_out}
    for research, parts in expected.items():
        if research in reasons:
            if any(entry[0] == research for entry in entered) or not reasons[research]:
                yield f"{research} is left out without a reason, or is entered after all"
            continue
        for part in range(1, parts + 1):
            if (research, str(part)) not in entered:
                yield f"{research}, part {part}, is not entered"


def no_forbidden_name_stands_in_a_file(fixtures: Fixtures) -> Iterator[str]:
    """No private or returned person is named, and no street."""
    for path, text in texts(fixtures.folder):
        for words in forbidden.found_in(text, fixtures.folder / "forbidden.json"):
            yield f"{path} holds a forbidden name ({len(words)} letters)"


def article_quotes_stand_in_it(fixtures: Fixtures, article: Path) -> Iterator[str]:
    """Each quotation of the article stands in the paragraph that it names. The article is not part of the project."""
    paragraphs = article.read_text(encoding="utf-8").splitlines()
    for passage in fixtures.passages:
        if passage["source"] == ARTICLE and passage["exact"] not in paragraphs[int(passage["locator"]) - 1]:
            yield f"paragraph {passage['locator']} of the article does not hold: {passage['exact']}"


def _coordinates(name: str, row: Row) -> Iterator[str]:
    pair = [row[axis] for axis in ("latitude", "longitude") if axis in row]
    if pair and (row["kind"] != SubjectKind.PLACE or len(pair) != 2):
        yield f"{name} has coordinates and is no place, or has one of two"
    if any(round(number, 2) != number for number in pair):
        yield f"{name} is located more closely than a city"


def _known(name: str, what: str, value: str | None, values: object) -> Iterator[str]:
    if value is not None and value not in values:  # type: ignore[operator]
        yield f"{name}: {what} {value} does not exist"


def _dated(name: str, text: str) -> Iterator[str]:
    try:
        edtf.parse(text)
    except edtf.NotADate:
        yield f"{name}: {text} is not a date"
