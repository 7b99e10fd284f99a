"""Whether the claims of the fixtures can be saved, and keep to the rules of the method."""

from collections import defaultdict
from collections.abc import Iterator

from claims.choices import SILENT_STANCES, AnswerType, Operator, Stance
from claims.loading.files import ANSWERS, Fixtures, Row, ref_of
from sources.choices import CopyKind, LocatorLabel, Words
from stations.choices import KINDS_IN_A_COUNTRY
from web import edtf

LONGEST_QUOTATION = 25
LONGEST_CHINESE_QUOTATION = 60
WITHOUT_SPACES = ("zh", "ja")
TYPE_OF = {
    "choice": AnswerType.CHOICE,
    "count": AnswerType.COUNT,
    "date": AnswerType.DATE,
    "answer_party": AnswerType.PARTY,
}


def claims_hold(fixtures: Fixtures) -> Iterator[str]:
    """Every claim has its speaker, subject, question and words; its answer fits; its chain leaves out both ends."""
    known = _Known(fixtures)
    speakers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for _, claim in fixtures.claims():
        speakers[claim["research"], claim["part"], claim["subject"]].add(claim["party"])
    for passage, claim in fixtures.claims():
        name = f"claim {claim['ref']} ({claim['research']})"
        several = len(speakers[claim["research"], claim["part"], claim["subject"]])
        if claim["ref"] != ref_of(claim, speakers=several):
            yield f"{name} should have the ref {ref_of(claim, speakers=several)}"
        unknown = known.missing_from(claim)
        if unknown:
            yield f"{name} names what does not exist: {', '.join(unknown)}"
            continue
        yield from (f"{name} {problem}" for problem in _answer(claim, known))
        yield from (f"{name} {problem}" for problem in _said(claim, known))
        yield from (f"{name} {problem}" for problem in _chain(claim, passage, known))
    for passage in fixtures.passages:
        yield from (f"passage “{passage['exact'][:40]}” {problem}" for problem in _passage(passage, known))


class _Known:
    """What a claim may name."""

    def __init__(self, fixtures: Fixtures) -> None:
        self.subjects = {row["slug"]: row for row in fixtures.all_subjects()}
        self.questions = {row["slug"]: row for row in fixtures.questions}
        self.sources = {row["slug"]: row for row in fixtures.sources}
        self.parties = {row["slug"] for row in fixtures.parties}
        self.codes = {row["code"] for row in fixtures.countries}

    def missing_from(self, claim: Row) -> list[str]:
        """The names in a claim that lead nowhere."""
        parties = [
            claim["party"],
            claim.get("asked_by"),
            claim.get("answer_party"),
            *(relay["party"] for relay in claim["relays"]),
        ]
        sources = [relay.get("source") for relay in claim["relays"]]
        return [
            *(slug for slug in [claim["subject"]] if slug not in self.subjects),
            *(slug for slug in [claim["question"]] if slug not in self.questions),
            *(slug for slug in parties if slug and slug not in self.parties),
            *(slug for slug in sources if slug and slug not in self.sources),
            *(code for code in [claim.get("asked_about")] if code and code not in self.codes),
        ]


def _answer(claim: Row, known: _Known) -> Iterator[str]:
    question = known.questions[claim["question"]]
    given = [name for name in ANSWERS if name in claim]
    choices = {choice["slug"] for choice in question["choices"]}
    if len(given) > 1:
        yield "gives more than one answer"
    if any(TYPE_OF[name] != question["answer_type"] for name in given):
        yield f"gives a {given[0]}, and the question takes a {question['answer_type']}"
    if claim.get("choice", next(iter(choices), None)) not in (choices or {None}):
        yield f"gives an answer that is none of the question's: {claim['choice']}"
    if "count" in claim:
        count = claim["count"]
        if count["unit"] not in choices or count["operator"] not in Operator.values or count["value"] < 0:
            yield f"counts in a way that the question does not know: {count}"
        if claim["stance"] == Stance.HAS_NO_RECORD:
            yield "has no record of a number"
    if given and claim["stance"] in SILENT_STANCES:
        yield "is silent and answers"
    if known.subjects[claim["subject"]]["kind"] not in question["subject_kinds"]:
        yield f"puts the question {question['slug']} to a {known.subjects[claim['subject']]['kind']}"


def _said(claim: Row, known: _Known) -> Iterator[str]:
    if claim["stance"] not in Stance.values:
        yield f"has no known stance: {claim['stance']}"
    if not claim["statement"].endswith((".", "”")):
        yield "states no sentence"
    if "asked_about" in claim and known.subjects[claim["subject"]]["kind"] in KINDS_IN_A_COUNTRY:
        yield "has an occasion, and is no general statement"
    if "asked_by" in claim and claim["stance"] not in SILENT_STANCES:
        yield "names who asked, and is no silence"
    for text in (claim["asserted_on"], claim.get("about_period", ""), claim.get("date", "")):
        try:
            edtf.parse(text)
        except edtf.NotADate:
            yield f"gives no date: {text}"


def _chain(claim: Row, passage: Row, known: _Known) -> Iterator[str]:
    between = [relay["party"] for relay in claim["relays"]]
    source = known.sources[passage["source"]]
    if claim["party"] in between:
        yield "has its speaker among the relays"
    if source.get("publisher") in between:
        yield "has the publisher of its source among the relays"
    if len(set(between)) != len(between):
        yield "has one relay twice"
    own = passage["words"] == Words.OWN
    if own and (between or source["copy_kind"] == CopyKind.REWRITTEN):
        yield "calls words the speaker's own that came through others"


def _passage(passage: Row, known: _Known) -> Iterator[str]:
    if passage["source"] not in known.sources:
        yield f"stands in no source: {passage['source']}"
    if passage["words"] not in Words.values:
        yield f"holds nobody's words: {passage['words']}"
    if passage["label"] and passage["label"] not in LocatorLabel.values:
        yield f"counts in no known unit: {passage['label']}"
    if not passage["exact"].strip() or not passage["claims"]:
        yield "holds no words, or no claim"
    if passage["language"].startswith(WITHOUT_SPACES):
        if len(passage["exact"]) > LONGEST_CHINESE_QUOTATION:
            yield f"is longer than {LONGEST_CHINESE_QUOTATION} characters"
    elif len(passage["exact"].split()) > LONGEST_QUOTATION:
        yield f"is longer than {LONGEST_QUOTATION} words"
    if passage.get("translation") and not passage.get("translated_by"):
        yield "has a translation by nobody"
