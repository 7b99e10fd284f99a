"""The tree with its paragraphs written as OpenDocument, the same as pandoc writes them.

What needs a style that pandoc makes for the file (words in another language, columns of a table) stays pandoc's.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from web.pandoc_tree import Node, in_one_piece
from web.written.pieces import Part, Pieces

# Styles of words that pandoc's own file of styles has, and so has each that is made from it.
# Languages have styles of ours there (scripts/make_opendocument_styles.py), for what they are called without a region.
LANGUAGE = "Language_20_"
LANGUAGES = frozenset(
    [
        "ar",
        "bg",
        "bs",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "ga",
        "he",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "kk",
        "km",
        "ko",
        "lt",
        "lv",
        "mk",
        "mn",
        "ms",
        "my",
        "nl",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "th",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh",
    ]
)
SCRIPT = 4  # the letters that a script is named by, as in zh-Hans
STYLES = {"Strong": "Strong_20_Emphasis", "Emph": "Emphasis", "Superscript": "Superscript"}


class OpenDocument(Pieces):
    """Writes what stands alone; styles have their names as the file holds them (“Card_20_Facts”)."""

    form = "opendocument"

    def paragraph(self, style: str, written: str) -> str:
        """A paragraph of the style."""
        return f'<text:p text:style-name="{escape(style)}">{written}</text:p>'

    def parts(self, inlines: Sequence[Node]) -> Iterator[Part]:
        """Text, spans, links, and what is pandoc's."""
        for node in in_one_piece(inlines):
            kind, content = node["t"], node.get("c")
            if kind == "Str":
                yield escape(content or "")
            elif kind == "Space":
                yield " "
            elif kind == "LineBreak":
                yield "<text:line-break />"
            elif kind in STYLES:
                yield from self._around(node, content, STYLES[kind])
            elif kind == "Span":
                yield from self._span(node)
            elif kind == "Link":
                yield from self._link(node)
            elif kind == "RawInline" and content:
                yield content[1] if content[0] == self.form else ""
            elif kind == "Note" and content:
                yield self.note(content)
            else:
                yield node

    def _around(self, node: Node, inlines: Any, style: str) -> Iterator[Part]:
        within = self._whole(inlines)
        yield node if within is None else f'<text:span text:style-name="{escape(style)}">{within}</text:span>'

    def _span(self, node: Node) -> Iterator[Part]:
        (name, _classes, keys), inlines = node["c"]
        told = dict(keys)
        language = told.get("lang", "").partition("-")
        if name or (language[0] and not _is_known(*language)):
            yield node
        elif language[0]:
            yield from self._around(node, inlines, f"{LANGUAGE}{language[0]}")
        elif "custom-style" in told:
            yield from self._around(node, inlines, told["custom-style"])
        else:
            yield from self.parts(inlines)

    def _link(self, node: Node) -> Iterator[Part]:
        _none, inlines, (target, _title) = node["c"]
        within = self._whole(inlines)
        shown = f'<text:span text:style-name="Definition">{within}</text:span>'
        written = f'<text:a xlink:type="simple" xlink:href="{escape(target)}" office:name="">{shown}</text:a>'
        yield node if within is None else written

    def _whole(self, inlines: Sequence[Node]) -> str | None:
        parts = list(self.parts(inlines))
        written = [part for part in parts if isinstance(part, str)]
        return "".join(written) if len(written) == len(parts) else None


def _is_known(language: str, _dash: str, rest: str) -> bool:
    """Whether a language has a style: with a script it has that of the language, with a region none."""
    return language in LANGUAGES and (not rest or len(rest) == SCRIPT)
