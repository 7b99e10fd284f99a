"""Make the fonts of the PDF dossier, dossiers/fonts/, from those of Debian (docs/decisions/0013).

    apt-get install fonts-noto-core fonts-noto-cjk
    python -m scripts.subset_fonts [--from /usr/share/fonts]

The characters: Latin with all its accents, Greek, Cyrillic, Arabic; of Chinese, Japanese and Korean whatever the
national standards GB 2312, Big5 (first level), JIS X 0208 (first level) and KS X 1001 (Hangul) hold. The same input
gives the same bytes.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "dossiers" / "fonts"
SERIF = ["NotoSerif-Regular.ttf", "NotoSerif-Italic.ttf", "NotoSerif-Bold.ttf", "NotoSerif-BoldItalic.ttf"]
SANS = ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"]
ARABIC = ["NotoNaskhArabic-Regular.ttf"]
CHINESE = "NotoSansCJK-Regular.ttc"
SIMPLIFIED_CHINESE = 2  # its place in the collection
WESTERN = [(0x20, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x214F)]
ARABIC_BLOCKS = [(0x20, 0x7E), (0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)]
SIGNS = [(0x2000, 0x206F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x3000, 0x30FF)]


def main() -> None:
    """Write every font and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--from", dest="folder", type=Path, default=Path("/usr/share/fonts"))
    folder = parser.parse_args().folder
    for name in [*SERIF, *SANS]:
        cut(find(folder, name), FONTS / name, spread(WESTERN))
    for name in ARABIC:
        cut(find(folder, name), FONTS / name, spread(ARABIC_BLOCKS))
    cut(find(folder, CHINESE), FONTS / "NotoSansCJKsc-Regular.otf", east_asian(), number=SIMPLIFIED_CHINESE)


def find(folder: Path, name: str) -> Path:
    """The font of this name somewhere below the folder."""
    found = sorted(folder.rglob(name))
    if not found:
        sys.exit(f"{name} is not below {folder}. Install fonts-noto-core and fonts-noto-cjk.")
    return found[0]


def spread(blocks: Iterable[tuple[int, int]]) -> set[int]:
    """Every code point of some blocks."""
    return {point for first, last in blocks for point in range(first, last + 1)}


def east_asian() -> set[int]:
    """The characters that four national standards name, with their punctuation."""
    points = spread(SIGNS)
    for high in range(0xA1, 0xFF):
        for low in range(0x40, 0xFF):
            pair = bytes([high, low])
            points |= decoded(pair, "gb2312")
            if high <= 0xC8:
                points |= decoded(pair, "euc_kr")
            if high <= 0xCF:
                points |= decoded(pair, "euc_jp")
            if 0xA4 <= high <= 0xC6:
                points |= decoded(pair, "big5")
    return points


def decoded(pair: bytes, encoding: str) -> set[int]:
    """The code point that two bytes stand for, if they stand for one."""
    try:
        text = pair.decode(encoding)
    except UnicodeDecodeError:
        return set()
    return {ord(text)} if len(text) == 1 else set()


def cut(source: Path, target: Path, points: set[int], *, number: int = -1) -> None:
    """Keep the glyphs of these characters, with the kerning and joining that they need."""
    options = subset.Options()
    options.layout_features = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "init", "medi", "fina", "rlig", "isol"]
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, fontNumber=number, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
