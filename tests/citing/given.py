"""Sources to cite, all invented: some bare, some with everything, some that try to break whatever prints them."""

from dataclasses import replace

from claims.accounts.statement import Document
from tests.dossiers.given import BARE, document
from web.edtf import parse

# Each is typed as a title, an author, a publisher, a number and a note.
HOSTILE = {
    "html": "<b>bold</b> <script>alert(1)</script> &amp; &lt;",
    "markdown": "*stars* _lines_ [a](b) `code` # head ^up^ ~down~ $x$ @key",
    "latex": "\\emph{word} \\input{file} 100% {brace #1 a_b",
    "quotes": "“double” ‘single’ \"straight\" 'short' «guillemets» l’église",
    "chinese": "警侨事务海外服务站：一篇文章",
    "cyrillic": "Полицијска станица у Београду",
    "arabic": "مركز شرطة في روما",
    "turned": "abc \u202e turned",
    "control": "bell \x07 and escape \x1b[31m end",
    "question": "Who says so?",
    "stops": "An end... and a stop.",
    "cite": "[@other, p. 5] see also @another; {p. 7}",
}


def hostile(kind: str) -> Document:
    """A source in which one hostile text stands everywhere."""
    text = HOSTILE[kind]
    return document(
        slug=f"hostile-{kind}", title=text, translated_title="", authors=text.replace(";", ","), publisher=text,
        container_title="", number=text, note=text, language="it", csl_type="report",
    )  # fmt: skip


def dated(text: str) -> Document:
    """An article of this date."""
    return document(slug="dated", issued=parse(text), language="en", title="A title", translated_title="")


NOTHING = replace(BARE, slug="nothing", url="https://nothing.example/1")
