"""Fields of forms are drawn to the letter as Django draws them."""

from typing import Any

import pytest
from django import forms
from django.conf import settings as of_the_site
from django.forms.renderers import DjangoTemplates
from django.utils.module_loading import import_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st

from web.widgets import DRAWN, FOLDER, JoinedText

TEXTS = st.text(max_size=20) | st.sampled_from(["", "<b>&\"'", "a\x00b", "\u202e", " edge ", "\n"])
VALUES = TEXTS | st.none() | st.booleans() | st.integers() | st.just(mark_safe("<i>safe</i>")) | st.floats()
LABELS = TEXTS | st.integers() | st.sampled_from([mark_safe("<i>safe</i>"), gettext_lazy("A <label>"), 1234.5])
ATTRS = st.dictionaries(TEXTS | st.sampled_from(["id", "class"]), VALUES | st.just(gettext_lazy("Lazy <")), max_size=4)
OPTIONS = st.lists(st.tuples(VALUES, LABELS), max_size=4)
CHOICES = OPTIONS | st.lists(st.tuples(LABELS, OPTIONS), max_size=3)

INPUTS = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.CheckboxInput,
    forms.SearchInput,
    forms.TelInput,
    forms.ColorInput,
]
OF_SEVERAL = [
    forms.Select,
    forms.SelectMultiple,
    forms.NullBooleanSelect,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
]


OURS, DJANGOS = JoinedText(), DjangoTemplates()
SOME = settings(max_examples=25)


def both(widget: forms.Widget, name: str, value: Any, attrs: dict[str, Any]) -> tuple[str, str]:
    return widget.render(name, value, attrs, OURS), widget.render(name, value, attrs, DJANGOS)


def test_forms_are_drawn_this_way():
    assert import_string(of_the_site.FORM_RENDERER) is JoinedText


@pytest.mark.parametrize("kind", INPUTS)
@SOME
@given(name=TEXTS, value=VALUES, attrs=ATTRS)
def test_a_field_for_text_is_drawn_to_the_letter(kind, name, value, attrs):
    ours, django = both(kind(), name, value, attrs)

    assert ours == django
    assert kind.template_name in DRAWN


@pytest.mark.parametrize("kind", OF_SEVERAL)
@SOME
@given(name=TEXTS, choices=CHOICES, chosen=st.lists(VALUES, max_size=2), attrs=ATTRS)
def test_a_list_of_options_is_drawn_to_the_letter(kind, name, choices, chosen, attrs):
    widget = kind() if kind is forms.NullBooleanSelect else kind(choices=choices)
    several = kind in (forms.SelectMultiple, forms.CheckboxSelectMultiple)

    ours, django = both(widget, name, chosen if several else (chosen or [None])[0], attrs)

    assert ours == django


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@SOME
@given(name=TEXTS, choices=OPTIONS, attrs=ATTRS, with_label=st.booleans())
def test_each_button_of_a_list_is_drawn_to_the_letter(kind, name, choices, attrs, with_label):
    for option in kind(choices=choices).subwidgets(name, None, attrs):
        context = {"widget": {**option, "wrap_label": with_label}}

        ours = OURS.render(option["template_name"], context)

        assert option["template_name"] in DRAWN
        assert ours == DJANGOS.render(option["template_name"], context)


def test_no_option_has_a_template_of_its_own():
    """A list of options is drawn without asking which template an option names."""
    assert forms.Select.option_template_name == f"{FOLDER}select_option.html"
    for kind in [forms.Select, *every_kind_of(forms.Select)]:
        assert kind.option_template_name == forms.Select.option_template_name, kind
        assert kind.template_name == forms.Select.template_name or not kind.__module__.startswith("django"), kind


def every_kind_of(widget):
    for kind in widget.__subclasses__():
        yield kind
        yield from every_kind_of(kind)
