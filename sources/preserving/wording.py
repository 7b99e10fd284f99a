"""How preserved copies are spoken of: what kind, how large, how they came, what reading them gave."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.choices import ReadingOutcome, ReadingProblem
from sources.models import FileText

KINDS = {
    "application/pdf": gettext_lazy("PDF"),
    "text/html": gettext_lazy("Web page (HTML)"),
    "application/xhtml+xml": gettext_lazy("Web page (XHTML)"),
    "text/plain": gettext_lazy("Plain text"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": gettext_lazy("Word document (DOCX)"),
    "application/x-tika-ooxml-protected": gettext_lazy("Office document, locked with a password"),
    "message/rfc822": gettext_lazy("E-mail (EML)"),
    "image/png": gettext_lazy("Picture (PNG)"),
    "image/jpeg": gettext_lazy("Picture (JPEG)"),
    "audio/mpeg": gettext_lazy("Sound (MP3)"),
    "audio/mp4": gettext_lazy("Sound (MP4)"),
    "video/mp4": gettext_lazy("Film (MP4)"),
    "application/warc": gettext_lazy("Web archive (WARC)"),
    "application/wacz": gettext_lazy("Web archive (WACZ)"),
}


def kind(media_type: str) -> str:
    """What sort of file it is, in words; an unknown one by its media type."""
    return str(KINDS.get(media_type, media_type))


def reading(found: FileText | None, media_type: str) -> str:
    """What reading gave: “Text found, 12 pages”, “Not machine-checkable: a scan”."""
    if found is None:
        return _("Not read yet.")
    if found.outcome == ReadingOutcome.TEXT:
        pages = len(found.page_starts)
        if not pages:
            return _("Text found.")
        return ngettext("Text found, %(pages)s page.", "Text found, %(pages)s pages.", pages) % {"pages": pages}
    if found.problem == ReadingProblem.UNFINISHED:
        return _("Reading it takes more than a moment: it goes on in the background. Look again in a few minutes.")
    if found.outcome == ReadingOutcome.FAILED:
        return _("Could not be read: %(problem)s.") % {"problem": found.get_problem_display()}
    return _("Not machine-checkable: %(what)s.") % {"what": _without_text(media_type)}


def _without_text(media_type: str) -> str:
    family = media_type.partition("/")[0]
    known = {"image": _("a picture"), "audio": _("sound"), "video": _("a film")}
    if media_type == "application/pdf":
        return _("a scan, or pages without text")
    return known.get(family, _("it holds no text"))
