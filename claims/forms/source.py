"""Step one, where it stands, and step two, the passage."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from claims.forms.fields import EdtfField, StepForm, long_text, one_of, short_text
from claims.forms.languages import LANGUAGES
from sources.actions import NewPassage, NewSource
from sources.choices import CslType, LocatorLabel, Words

HERE, NEW = "here", "new"
LONGEST_ADDRESS = 2000
LONGEST_PASSAGE = 5000
LONGEST_AROUND = 200

WHOSE_WORDS = [
    (Words.OWN, _("The speaker’s own, in the language they were said in")),
    (Words.REPORTED, _("The document’s: it reports what the speaker says")),
    (Words.TRANSLATED, _("The speaker’s, translated by the document")),
    (Words.REWRITTEN, _("Rewritten or machine-translated from another text")),
]


class NewSourceForm(StepForm):
    """A document that is not here yet."""

    url = short_text(
        _("Web address"), longest=LONGEST_ADDRESS, help_text=_("Leave it empty when it is not on the web.")
    )
    csl_type = one_of(
        _("Kind of document"), list(CslType.choices), empty=_("Choose …"), missing=_("What kind of document is it?")
    )
    title = short_text(_("Title"), longest=500, help_text=_("As printed. Leave it empty when there is none."))
    authors = short_text(_("Authors"), longest=500, help_text=_("As printed, with semicolons between them."))
    issued = EdtfField(
        label=_("Published on"),
        help_text=_("2022-12-03, or 2022-12 or 2022 when no more is known. Empty: no date is given."),
    )
    language = one_of(_("Language"), LANGUAGES, empty=_("Choose …"), missing=_("Which language is it in?"))

    def clean_url(self) -> str:
        """An address that a reader can open."""
        url = str(self.cleaned_data["url"]).strip()
        if not url:
            return ""
        try:
            URLValidator(schemes=["http", "https"])(url)
        except forms.ValidationError as problem:
            raise forms.ValidationError(
                _t("This is not a web address. One begins with https:// and has no spaces.")
            ) from problem
        if len(url.encode()) > LONGEST_ADDRESS:
            raise forms.ValidationError(_t("This address is too long to be kept."))
        return url

    def clean(self) -> None:
        """A document is told apart by its title or its address."""
        kept = self.cleaned_data
        if not kept.get("title") and not kept.get("url") and not {"title", "url"} & set(self.errors):
            self.add_error("title", _t("Give its title or its web address, so that readers can find it."))

    def source(self) -> NewSource:
        """The document as it was typed, without its publisher. Only after it was checked."""
        kept = self.cleaned_data
        return NewSource(
            csl_type=kept["csl_type"],
            title=kept["title"],
            authors=kept["authors"],
            issued=kept["issued"],
            language=kept["language"],
            url=kept["url"],
        )


class PassageForm(StepForm):
    """The words that say so, and where a reader finds them."""

    exact = long_text(
        _("The exact words"),
        longest=LONGEST_PASSAGE,
        rows=4,
        help_text=_("Copied letter by letter, in the language of the document; the shortest passage that says it."),
        missing=_("Which words say so? A claim cannot be saved without them."),
    )
    words_before = short_text(_("The words just before it"), longest=LONGEST_AROUND)
    words_after = short_text(_("The words just after it"), longest=LONGEST_AROUND)
    words = forms.ChoiceField(
        label=_("Whose words are these?"),
        choices=WHOSE_WORDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Whose words are these: the speaker’s own, or the document’s?"),
            "invalid_choice": _("Whose words are these? Choose one of the four."),
        },
    )
    locator_label = one_of(_("Where in the document"), list(LocatorLabel.choices), empty=_("No place given"))
    locator = short_text(_("Its number"), longest=50, placeholder=_("12, 3–4 or 14:05"))
    passage_language = one_of(_("Language of these words"), LANGUAGES, empty=_("The document’s language"))
    translation = long_text(_("English translation"), longest=LONGEST_PASSAGE, rows=3)
    translated_by = short_text(_("Who translated it"), help_text=_("A name, “the desk”, or the program used."))

    def clean(self) -> None:
        """What goes together comes together."""
        kept = self.cleaned_data
        if kept.get("locator") and not kept.get("locator_label"):
            self.add_error(
                "locator_label",
                _t("What does “%(number)s” count: a page, a paragraph, a section?") % {"number": kept["locator"]},
            )
        if kept.get("locator_label") and not kept.get("locator") and "locator" not in self.errors:
            self.add_error("locator", _t("Which number does it have?"))
        if kept.get("translation") and not kept.get("translated_by"):
            self.add_error("translated_by", _t("A translation says who translated it."))
        if kept.get("translated_by") and not kept.get("translation") and "translation" not in self.errors:
            self.add_error("translation", _t("A translator is named. What is the translation?"))

    def passage(self) -> NewPassage:
        """The passage as it was typed. Only after it was checked."""
        kept = self.cleaned_data
        return NewPassage(
            exact=kept["exact"],
            prefix=kept["words_before"],
            suffix=kept["words_after"],
            words=kept["words"],
            locator_label=kept["locator_label"],
            locator=kept["locator"],
            language=kept["passage_language"],
            translation=kept["translation"],
            translated_by=kept["translated_by"],
        )
