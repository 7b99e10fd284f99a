"""What the test client notes of a page: the context of its outermost template, for `response.context`.

Django notes each template within it as well, down to every field of a form, and copies its context each time, which
takes a tenth of the time of a page.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.template import Context, Template
from django.test import utils
from django.utils.safestring import SafeString

_inside = threading.local()


@contextmanager
def outermost_noted() -> Iterator[None]:
    """Note the outermost template only."""
    with mock.patch.object(Template, "_render", _render):
        yield


def _render(template: Template, context: Context) -> SafeString:
    if getattr(_inside, "a_page", False):
        return template.nodelist.render(context)
    _inside.a_page = True
    try:
        return SafeString(utils.instrumented_test_render(template, context))  # type: ignore[attr-defined]
    finally:
        _inside.a_page = False
