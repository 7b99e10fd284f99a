"""What an uploaded file is called. The name is shown and offered at download; it never becomes a path here."""

import unicodedata

LONGEST = 255
LONGEST_ENDING = 20

# They join letters in Persian and in the scripts of India; all other marks without a shape are dropped.
JOINERS = "\u200c\u200d"


def kept_name(raw: str) -> str:
    """The last part of a name as a person's machine gave it, without what cannot be seen, cut to what is kept.

    Control characters, line breaks and the marks that turn the direction of writing around (by which "exe.fdp" reads
    as a PDF) are dropped; letters of every script stay. A name that was cut keeps its ending.
    """
    last = raw.replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join("".join(letter for letter in last if _is_seen(letter)).split())
    if name in (".", ".."):
        return ""
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}{dot}{ending}"


def _is_seen(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


# The endings that a name of this kind may have; the first is given where there is another.
ENDINGS = {
    "application/pdf": ("pdf",),
    "text/html": ("html", "htm", "xhtml"),
    "application/xhtml+xml": ("xhtml", "html", "htm"),
    "text/plain": ("txt", "text", "md", "csv", "log"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/x-tika-ooxml-protected": ("docx", "xlsx", "pptx", "docm"),
    "message/rfc822": ("eml",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "audio/mpeg": ("mp3",),
    "video/mp4": ("mp4", "m4v"),
    "audio/mp4": ("m4a", "mp4"),
    "application/warc": ("warc", "warc.gz"),
    "application/wacz": ("wacz",),
}


def with_ending(name: str, media_type: str) -> str:
    """A name whose ending says what the content is, so that no program is started by what a file is called."""
    endings = ENDINGS.get(media_type, ("bin",))
    if not name or name.lower().endswith(tuple(f".{ending}" for ending in endings)):
        return name
    return f"{name[: LONGEST - LONGEST_ENDING]}.{endings[0]}"
