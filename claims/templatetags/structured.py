"""What a page is about for programs, as a block of data in its head. It runs nothing, and runs no query."""

import json
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from claims import structured
from claims.accounts.statement import Document, Statement
from stations.models import Country, Subject
from web.moments import current

register = template.Library()

# A browser ends a block of data at the first "</script", and may take "<!--" for the start of something.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def structured_data(context: Context, found: Statement | Document | Subject | Country | list[Any]) -> SafeString:
    """A record in the words of schema.org; a list of files is the data set that they hold.

    For readers who are not signed in, and of today: people of the desk see what may go to no program, and an earlier
    state is not what the record says.
    """
    request = context.get("request")
    if request is None or not current().is_now or not request.user.is_anonymous:
        return SafeString("")
    absolute = request.build_absolute_uri
    match found:
        case Statement():
            told = structured.claim(found, absolute)
        case Document():
            told = structured.document(found, absolute)
        case Country():
            told = structured.country(found, absolute)
        case Subject():
            told = structured.subject(found, absolute)
        case _:
            told = structured.dataset(found, absolute)
    text = json.dumps(told, ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
