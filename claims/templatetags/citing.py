"""Sources for reference managers, for templates: the files, and what their collectors read on a page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.accounts.read import document as document_of
from claims.accounts.statement import Document
from sources.citing.collecting import context_object, meta_tags
from sources.citing.files import FILES, FileFormat
from sources.models import Source

register = template.Library()


@register.simple_tag
def reference_formats() -> Iterable[FileFormat]:
    """Every kind of file."""
    return FILES.values()


@register.simple_tag
def coins(source: Source | Document) -> SafeString:
    """The source as collectors read it on any page. Runs no query when its publisher is loaded."""
    document = document_of(source) if isinstance(source, Source) else source
    return format_html('<span class="Z3988" title="{}"></span>', context_object(document))


@register.simple_tag
def coins_of_each(statements: Iterable[object]) -> SafeString:
    """The sources of a page of statements, each once."""
    documents: dict[str, Document] = {}
    for statement in statements:
        document = statement.passage.document  # type: ignore[attr-defined]
        documents.setdefault(document.slug, document)
    return format_html_join("", "{}", ((coins(document),) for document in documents.values()))


@register.simple_tag
def citation_meta(document: Document) -> SafeString:
    """The meta tags of a page of one source."""
    return format_html_join("\n  ", '<meta name="{}" content="{}">', meta_tags(document))


@register.filter
def plain_type(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0]
