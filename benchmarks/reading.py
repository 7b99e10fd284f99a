"""What it costs to read a file in a process of its own, under limits, beside reading it plainly in this one.

    python -m benchmarks.reading [--repeat 5]

Nothing is stored. The plain reading does not find what the other finds besides the text (properties, title), and no
limit holds it. A small file shows what starting the process costs; the large ones what the limits cost per page.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import typst
from inscriptis import get_text

from sources.reading import QUICK, Limits, apart

LONG_TEXT = Limits(seconds=120, memory=QUICK.memory, text=100_000_000)
PARAGRAPH = '<p>The <a href="/a">ministry</a> has <b>no record</b> of such an office.</p>\n<div><i>Menu</i></div>\n'


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    page = "<html><body>" + PARAGRAPH * 10 + "</body></html>"
    files: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
        "PDF, 1 page": (pdf(1), plain_pdf),
        "PDF, 200 pages": (pdf(200), plain_pdf),
        "PDF, 2000 pages": (pdf(2000), plain_pdf),
        "HTML, 1 kB (plain: inscriptis)": (page.encode(), plain_html),
        "HTML, 5 MB (plain: inscriptis)": (page.replace(PARAGRAPH, PARAGRAPH * 4800).encode(), plain_html),
    }
    with TemporaryDirectory() as folder:
        for name, (content, plainly) in files.items():
            path = Path(folder) / "file"
            path.write_bytes(content)
            measure(name, path, content, plainly, repeat)


def measure(name: str, path: Path, content: bytes, plainly: Callable[[bytes], object], repeat: int) -> None:
    """Both ways in turn, so that whatever else the machine does meets both."""
    apart_seconds, plain_seconds = [], []
    for _ in range(repeat):
        apart_seconds.append(seconds(lambda: read_apart(path)))
        plain_seconds.append(seconds(lambda: plainly(content)))
    limited, plain = statistics.median(apart_seconds), statistics.median(plain_seconds)
    print(f"{name:32} apart {limited:7.3f} s   plain {plain:7.3f} s   ratio {limited / plain:8.2f}")


def seconds(deed: Callable[[], object]) -> float:
    """How long something takes by the clock."""
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def read_apart(path: Path) -> str:
    """The text, as `read_file` gets it, without the database."""
    with apart.done("read", path, LONG_TEXT, written=10**9) as answer, answer.output() as output:
        return output.read().decode()


def plain_pdf(content: bytes) -> list[str]:
    """All pages' text by pypdfium2."""
    with pypdfium2.PdfDocument(BytesIO(content)) as document:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def plain_html(content: bytes) -> str:
    """The page's text by inscriptis."""
    return str(get_text(content.decode()))


def pdf(pages: int) -> bytes:
    """A PDF of so many pages of 250 words."""
    body = f"#for n in range({pages}) [Page #n. #lorem(250) #pagebreak(weak: true)]"
    made: bytes = typst.compile(body.encode(), font_paths=["dossiers/fonts"], ignore_system_fonts=True)  # type: ignore[misc]
    return made


if __name__ == "__main__":
    main()
