"""Print how many altered and how many harmless quotations were found.

python -m benchmarks.quotations [--invented N] [--seed N] [--wrong]
"""

import argparse
import time

from benchmarks.quotations.figures import INVENTED, SEED, Figures, altered_figures, harmless_figures


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--invented", type=int, default=INVENTED, help="invented quotations for each language")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--wrong", action="store_true", help="print what should not have been found, or should have")
    arguments = parser.parse_args()

    for title, count in (("altered", altered_figures), ("harmless", harmless_figures)):
        started = time.perf_counter()
        counted = count(seed=arguments.seed, invented=arguments.invented)
        show(title, counted, time.perf_counter() - started)
        for kind, tongue, quotation in counted.wrong if arguments.wrong else []:
            print(f"  {kind} ({tongue}): {quotation!r}")


def show(title: str, counted: Figures, seconds: float) -> None:
    """One table: found of tried, by kind and language."""
    tongues = sorted({tongue for _, tongue in counted.tried})
    kinds = list(dict.fromkeys(kind for kind, _ in counted.tried))
    print(f"\n{title + ': found / tried':38}" + "".join(f"{tongue:>13}" for tongue in [*tongues, "all"]))
    for kind in [*kinds, ""]:
        cells = []
        for tongue in [*tongues, ""]:
            at = [cell for cell in counted.tried if kind in ("", cell[0]) and tongue in ("", cell[1])]
            found, tried = sum(counted.found[cell] for cell in at), sum(counted.tried[cell] for cell in at)
            cells.append(f"{f'{found} / {tried}' if tried else '':>13}")
        print(f"{kind or 'all':38}" + "".join(cells))
    print(f"{seconds:.1f} s")


if __name__ == "__main__":
    main()
