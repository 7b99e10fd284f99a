"""The dossier as pandoc's document tree: what HTML, Word and Markdown are made of."""

from collections.abc import Iterable, Sequence

from dossiers.first_page import ConflictLine, Figure
from dossiers.labels import labels
from dossiers.measured import When
from dossiers.pictures.every import Images
from dossiers.plain import (
    CardLine,
    Dossier,
    ListedApartLine,
    QuestionPart,
    SubjectLine,
    digest,
)
from dossiers.render import drawn, evidence, in_time, same_place
from sources.citing.runs import Run
from stations.choices import SubjectKind
from web.pandoc_tree import (
    Node,
    bullets,
    division,
    emphasis,
    heading,
    in_one_piece,
    joined,
    link,
    note,
    paragraph,
    raised,
    small_capitals,
    span,
    strong,
    styled,
    table,
    text,
)
from web.typed import ranges

DOT = " · "
SPACE: list[Node] = [{"t": "Space"}]


class Tree:
    """One dossier on its way to one format.

    `links` makes line numbers links within the document, `note_links` also the numbers of notes; `top` is the level
    of its section headings. `controls` makes Word's boxes of what people checked; `pictures` are those that the
    format can hold. Addresses of sources are links where `addresses` or `links` says so.
    Notes become real footnotes where they first stand, which is the order of their numbers.
    """

    def __init__(
        self,
        dossier: Dossier,
        *,
        links: bool,
        addresses: bool = False,
        note_links: bool = False,
        controls: bool = False,
        pictures: Images | None = None,
        top: int = 1,
    ) -> None:
        self.dossier = dossier
        self.labels = labels(dossier)
        self.links = links
        self.note_links = note_links
        self.addresses = links or addresses
        self.controls = controls
        self.pictures = pictures or {}
        self.top = top
        self.notes = {note.number: note for note in dossier.notes}
        self.lines = {card.number for card in dossier.cards} | {line.number for line in dossier.listed_apart}
        self.printed: set[int] = set()

    # ---- the whole
    def blocks(self) -> list[Node]:
        """The document without its title."""
        if self.dossier.is_empty:
            empty = [*self.head(), self.section("summary"), paragraph(text(self.dossier.summary.nothing))]
            return [*empty, *self.searches()] if self.dossier.searches else empty
        return [
            *self.head(),
            *self.summary(),
            *self.accounts(),
            *self.listed_apart(),
            *self.subjects("places", self.dossier.places),
            *drawn.sheets(self, "stations", SubjectKind.STATION),
            *same_place.judgements(self),
            *drawn.sheets(self, "agreements", SubjectKind.AGREEMENT),
            *self.subjects("cases", self.dossier.cases),
            *in_time.responses(self),
            *in_time.timeline(self),
            *drawn.ways(self),
            *evidence.checks(self),
            *evidence.appendix(self),
            *self.sources(),
            *self.searches(),
        ]

    def section(self, key: str, level: int = 0) -> Node:
        """A heading with one of the dossier's own titles."""
        return heading(self.top + level, text(self.labels[key]), name=key.replace("_", "-"))

    def words(self, key: str, style: str = "") -> list[Node]:
        """A paragraph of the dossier's own words."""
        words = text(self.labels[key])
        return styled(style, words) if style else [paragraph(words)]

    def head(self) -> list[Node]:
        """What it is, as of when, and its digest."""
        content = joined([text(self.labels["content"]), text(digest(self.dossier))])
        return [
            *self.words("motto", "Dossier Motto"),
            *self.words("made", "Dossier Made"),
            *styled("Dossier Made", strong(text(self.labels["said_by"]))),
            *styled("Dossier Made", strong(text(self.labels["as_of"]))),
            *self.draft_mark(),
            *self.words("from", "Dossier Made"),
            *styled("Dossier Made", text(self.labels["cited_as"])),
            *styled("Dossier Made", text(self.labels["headings_in"])),
            *[block for sentence in self.dossier.choice.words for block in styled("Dossier Made", text(sentence))],
            *styled("Dossier Made", content),
        ]

    def draft_mark(self) -> list[Node]:
        """The words that stand on every page where drafts were chosen; nothing otherwise."""
        return styled("Draft Mark", strong(text(self.labels["draft"])))

    # ---- small pieces
    def dated(self, when: When | None) -> list[Node]:
        """A date in words."""
        return text(when.words if when else self.labels["undated"])

    def line(self, number: str) -> list[Node]:
        """A line number, as a link where the line is here."""
        first = number.split("–")[0]
        linked = self.links and first in self.lines
        return link(text(number), f"#{line_name(first)}") if linked else text(number)

    def line_list(self, numbers: Iterable[str]) -> list[Node]:
        """Line numbers with commas, those in a row drawn together."""
        return joined([self.line(number) for number in ranges(numbers)], ", ")

    def note_list(self, numbers: Iterable[int]) -> list[Node]:
        """Note numbers with commas."""
        return joined([self.note_number(number) for number in numbers if number], ", ")

    def note_number(self, number: int) -> list[Node]:
        """The number of a note that stands elsewhere."""
        return link(text(str(number)), f"#fn{number}") if self.note_links else text(str(number))

    def note_mark(self, number: int) -> list[Node]:
        """The footnote itself where it first stands, afterwards its number."""
        found = self.notes.get(number)
        if found is None:
            return []
        if number in self.printed:
            return raised(self.note_number(number))
        self.printed.add(number)
        return note([paragraph(self.runs(found.runs))])

    def runs(self, runs: Sequence[Run]) -> list[Node]:
        """Runs with a space between them, but where one follows at once."""
        found: list[Node] = []
        for run in runs:
            words = self.run(run)
            found.extend([*([] if run.joined or not found else SPACE), *words])
        return in_one_piece(found)

    def run(self, run: Run) -> list[Node]:
        """One run in its style and language."""
        words = self.address(run.text) if run.style == "address" else text(run.text)
        if run.style == "title":
            words = emphasis(words)
        if run.style == "strong":
            words = strong(words)
        if run.style == "caps":
            words = small_capitals(words)
        return span(words, language=run.language) if run.language else words

    def address(self, typed: str) -> list[Node]:
        """An address, as a link where addresses are links and it is one of the web."""
        is_link = self.addresses and typed.startswith(("https://", "http://"))
        return link(text(typed), typed) if is_link else text(typed)

    # ---- the summary
    def summary(self) -> list[Node]:
        """What it holds, leaves out, has not seen; conflicts and numbers."""
        given = self.dossier.summary
        return [
            self.section("summary"),
            *([paragraph(text(given.nothing))] if given.nothing else []),
            self.section("holds", 1),
            paragraph(text(given.rests_on)),
            *self.figures(("count", "holds"), given.figures),
            *self.figures(("count", "side"), given.sides),
            *self.figures(("count", "languages"), given.languages),
            *self.silent("silent", given.silent),
            self.section("leaves_out", 1),
            *bullets(text(sentence) for sentence in given.leaves_out),
            *self.notices(),
            self.section("conflicts", 1),
            *(self.words("conflicts_note", "Small") if given.conflicts else self.words("no_conflict")),
            *bullets(self.conflict(one) for one in given.conflicts[: given.conflicts_shown]),
            *self.words("conflicts_more", "Small"),
            self.section("numbers", 1),
            *(self.words("numbers_note", "Small") if given.numbers else self.words("no_number")),
            *in_time.numbers(self),
            *self.not_seen(),
        ]

    def conflict(self, one: ConflictLine) -> list[Node]:
        """The lines that conflict, and why."""
        return joined([strong(self.line_list(one.lines)), text(one.sentence)])

    def figures(self, heads: tuple[str, str], figures: Iterable[Figure]) -> list[Node]:
        """A small table of counts."""
        rows = [[text(str(figure.value)), text(figure.label)] for figure in figures]
        return table([self.labels[key] for key in heads], rows, [0.2, 0.8])

    def silent(self, key: str, sides: Sequence[str]) -> list[Node]:
        """The sides of which no statement is held, in one line."""
        named = joined([text(side) for side in sides], "; ")
        return styled("Small", [*text(self.labels[key]), *joined([text(":"), [*named, *text(".")]])]) if sides else []

    def not_seen(self) -> list[Node]:
        """The accounts whose original nobody here has seen."""
        given = self.dossier.summary.not_seen
        if not given:
            return [self.section("not_seen", 1), *self.words("all_seen")]
        heads = [self.labels[column] for column in ("read_in", "accounts_of", "lines", "notes")]
        rows = [
            [text(one.read_in), text(", ".join(one.speakers)), self.line_list(one.lines), self.note_list(one.notes)]
            for one in given
        ]
        found = table(heads, rows, [0.22, 0.34, 0.24, 0.2])
        return [self.section("not_seen", 1), *self.words("not_seen_lead"), *found]

    def notices(self) -> list[Node]:
        """What a reader of this copy should know."""
        if not self.dossier.notices:
            return []
        return [self.section("notices", 1), *bullets(text(sentence) for sentence in self.dossier.notices)]

    # ---- the accounts
    def accounts(self) -> list[Node]:
        """Every heading with its questions and cards, then general statements."""
        blocks = [self.section("accounts"), *self.words("accounts_note", "Small")]
        for part in self.dossier.headings:
            title = joined([text(f"{part.number}."), text(part.title)])
            name = f"heading-{_country(part.questions[0])}{part.number}"
            blocks.append(heading(self.top + 1, title, name=name))
            blocks.extend(styled("Small", text(part.verdict_words)))
            for question in part.questions:
                blocks.extend(self.question(question, alone=len(part.questions) == 1))
        if self.dossier.closing:
            blocks.extend([self.section("closing"), *self.words("closing_note", "Small")])
            blocks.append(division([self.card(card) for card in self.dossier.closing], classes=["cards"]))
        return blocks

    def listed_apart(self) -> list[Node]:
        """What may have been said later than the dossier's day, each with the reason."""
        if not self.dossier.listed_apart:
            return []
        lines = [division(self.apart_line(one), name=line_name(one.number)) for one in self.dossier.listed_apart]
        return [self.section("apart"), *self.words("apart_note", "Small"), *lines]

    def apart_line(self, one: ListedApartLine) -> list[Node]:
        """One of them, in one paragraph and its reason."""
        speaker = joined([strong(text(one.speaker)), text(one.speaker_native)])
        answer = joined([text(one.verb), strong(text(one.answer))])
        said = [*text(one.sentence), *self.note_mark(one.note)]
        words = joined([strong(text(one.number)), joined([speaker, answer, said], DOT)])
        facts = joined([text(one.side_title), text(one.about), text(one.why)], DOT)
        return [*styled("Card Text", words), *styled("Card Facts", facts)]

    def question(self, question: QuestionPart, *, alone: bool) -> list[Node]:
        """One question with its cards."""
        return [
            heading(self.top + 2, text(question.wording), name=f"question-{_country(question)}{question.slug}"),
            *([] if alone else styled("Small", text(question.verdict_words))),
            division([self.card(card) for card in question.cards], classes=["cards"]),
            *bullets(self.conflict(one) for one in question.conflicts),
            *self.silent("silent_here", question.silent),
        ]

    def card(self, card: CardLine) -> Node:
        """One card."""
        about = [*text(self.labels["on"]), {"t": "Space"}, *text(card.about)]
        period = joined([text(self.labels["about_period"]), text(card.about_period.words)]) if card.about_period else []
        facts = joined(
            [
                self.dated(card.said_on),
                text(card.spoken_by),
                about if card.about != self.dossier.country.name else [],
                period,
                text(card.tally),
            ],
            DOT,
        )
        blocks = [
            *styled("Card Label", joined([strong(text(card.number)), text(card.side_title)])),
            *styled("Card Speaker", self.speaker(card)),
            *styled(
                "Card Answer", joined([span(text(card.verb), name="verb", style="Verb"), strong(text(card.answer))])
            ),
            *styled("Card Text", [*text(card.sentence), *self.note_mark(card.note)]),
            *self.quotation(card),
            *(block for other in card.others for block in styled("Card Text", self.other(card, other.note))),
            *styled("Card Facts", facts),
            *styled("Card Facts", self.marks(card)),
        ]
        return division(blocks, name=line_name(card.number), classes=["card"])

    def speaker(self, card: CardLine) -> list[Node]:
        """Who speaks, with the native name and what sort of medium or person it is."""
        named = joined([strong(text(card.speaker)), text(card.speaker_native)])
        return joined([named, text(card.speaker_note)], DOT)

    def quotation(self, card: CardLine) -> list[Node]:
        """The passage, and its translation."""
        quote = card.quotation
        passage = joined([text(quote.introduction), span(text(quote.exact), language=quote.language)])
        lead = joined([text(self.labels["translated"]), text(f"{quote.translated_by}:")])
        translated = joined([lead, text(quote.translation)]) if quote.translation else []
        return [*styled("Card Quote", passage), *styled("Card Quote", translated)]

    def other(self, card: CardLine, number: int) -> list[Node]:
        """One more statement of the card."""
        one = next(other for other in card.others if other.note == number)
        lead = self.labels["retold"] if one.retelling else self.labels["also"]
        words = [*text(one.sentence), *self.note_mark(one.note)]
        return joined(
            [emphasis([*text(lead), *text(":")]), words, text(f"({one.said_on.words})" if one.said_on else "")]
        )

    def marks(self, card: CardLine) -> list[Node]:
        """What a reader should know before using the card."""
        conflicts = joined([text(self.labels["of_which"]), self.line_list(card.conflicts_with)])
        return strong(joined([*(text(mark) for mark in card.marks), conflicts if card.conflicts_with else []], DOT))

    # ---- the lists
    def subjects(self, key: str, lines: Sequence[SubjectLine]) -> list[Node]:
        """Places, stations, agreements or cases."""
        heads = [self.labels[column] for column in ("name", "inside", "names", "detail", "lines")]
        rows = [
            [text(one.label), text(one.inside), joined([self.run(name) for name in one.names], "; "),
             text(one.detail), self.line_list(one.lines)]
            for one in lines
        ]  # fmt: skip
        return [self.section(key), *table(heads, rows, [0.3, 0.16, 0.24, 0.18, 0.12])] if rows else []

    def sources(self) -> list[Node]:
        """The bibliography."""
        blocks = [self.section("sources")]
        for one in self.dossier.sources:
            key = "note_one" if len(one.notes) == 1 else "note_many"
            cited = joined([text(self.labels[key]), self.note_list(one.notes)])
            entry = joined([self.runs(one.runs), text(one.remark), [*text("["), *cited, *text("]")]])
            blocks.extend(styled("Bibliography", entry))
        return blocks

    def searches(self) -> list[Node]:
        """What was looked for and not found."""
        heads = [self.labels[column] for column in ("what", "where", "when", "result")]
        rows = [
            [text(one.what), text(f"{one.where}, {one.period.words}" if one.period else one.where),
             self.dated(one.searched_on), joined([text(one.result), text(one.note)], ". ")]
            for one in self.dossier.searches
        ]  # fmt: skip
        found = table(heads, rows, [0.32, 0.28, 0.16, 0.24]) or self.words("no_search")
        return [self.section("searches"), *found]


def line_name(number: str) -> str:
    """The name of a line's place in the document."""
    return f"line-{number.replace('.', '-')}"


def _country(question: QuestionPart) -> str:
    """“IT-” where lines begin with their country: the same question is then asked of several."""
    code, dash, _line = question.cards[0].number.rpartition("-")
    return code + dash
