"""What notes in a citation style cost: 1,000 sources, each cited once, in every style, as a share of plain pandoc.

    python -m benchmarks.citing [--sources 1000]

Plain pandoc turns the same text, note by note, into the same format without the processor. Figures of one run are
compared with each other; processor time is counted, ours and pandoc's together.
"""

import argparse
import os
import resource
from dataclasses import replace

import django

from web.pandoc import convert
from web.pandoc_tree import by_words, note, paragraph
from web.pandoc_tree import document as tree_of


def main() -> None:
    """Print a line for each style, and one for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=1000)
    number = parser.parse_args().sources
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from sources.citing.citable import Cited
    from sources.citing.files import FILES, Record
    from sources.citing.processor import write
    from sources.citing.runs import in_words
    from sources.citing.styles import STYLES
    from tests.dossiers.given import document
    from web.edtf import parse

    article = document(language="en", translated_title="")
    sources = [
        replace(
            article,
            slug=f"source-{place}",
            title=f"Article number {place} about something",
            authors=f"Author {place % 50}",
            url=f"https://daily.example/{place}",
            issued=parse(f"20{10 + place % 14}-0{1 + place % 9}-1{place % 9}"),
        )
        for place in range(number)
    ]
    cited = [Cited(source, "paragraph", str(place)) for place, source in enumerate(sources)]
    print(f"{'':22}{'seconds':>9}{'plain':>9}{'ratio':>9}")
    for slug, style in STYLES.items():
        began = seconds()
        written = write(style, cited)
        done = seconds()
        texts = [*map(in_words, written.notes.values()), *map(in_words, written.entries.values())]
        convert(tree_of([paragraph(note([paragraph(by_words(words))])) for words in texts]), "json")
        plain = seconds() - done
        print(f"{slug:22}{done - began:9.2f}{plain:9.2f}{(done - began) / plain:8.1f}×", flush=True)
    for suffix, file in FILES.items():
        began = seconds()
        for _piece in file.pieces(map(Record, sources)):
            pass
        print(f"file {suffix:17}{seconds() - began:9.2f}", flush=True)


def seconds() -> float:
    """Processor time of this program and of those it has waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
