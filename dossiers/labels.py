"""The words that the dossier itself adds: titles of sections and columns, the same in every format."""

from collections.abc import Callable

from claims.ticks import SHORT
from dossiers.languages import ENGLISH, in_language
from dossiers.languages.names import country_name, moment_in_words
from dossiers.plain import Dossier
from sources.citing.styles import OWN

Say = Callable[[str], str]


def labels(dossier: Dossier, language: str = "") -> dict[str, str]:
    """Every title by its key; formats print these and no words of their own. In the language chosen, or in another."""
    language = language or dossier.choice.language
    say = in_language(language)
    return {
        **_title_page(dossier, language, say),
        **_summary(dossier, say),
        **_sections(dossier, language, say),
        **_evidence(say),
        **_columns(say),
    }


def _title_page(dossier: Dossier, language: str, _: Say) -> dict[str, str]:
    made = moment_in_words(dossier.made_at, dossier.made_at_words, language)
    said_by = moment_in_words(dossier.said_by, dossier.said_by_words, language)
    as_of = moment_in_words(dossier.as_of, dossier.as_of_words, language)
    return {
        "site": _("On Record"),
        "kind": _("Country dossier"),
        "motto": _("Who said what, when, and where it can be read. Being entered here is not a finding."),
        "footer": _("Being entered here is not a finding."),
        "made": _("As recorded on %(moment)s") % {"moment": made},
        "said_by": _("Only what had been said by %(day)s") % {"day": said_by} if said_by else "",
        "as_of": _("As this record stood on %(moment)s, less what has been restricted or removed since")
        % {"moment": as_of} if as_of else "",
        "headings_in": _("The headings of this dossier are in another language. Everything else stands as it was "
                         "recorded. The translation of the headings is the project's own, and part of nobody's "
                         "statement.")
        if language != ENGLISH else "",
        "country": country_name(dossier.country, language),
        "draft": _("DRAFT: it holds statements that no editor has published") if dossier.choice.drafts else "",
        "from": _("From the published records at %(address)s") % {"address": dossier.address},
        "cited_as": _("Notes and sources are cited in this style: %(style)s") % {"style": dossier.style_words}
        if dossier.style != OWN else "",
        "content": _("SHA-256 of what it holds:"),
        "attached": _("What this dossier holds, for programs: the same as its JSON format."),
        "made_at": _("Made"), "made_moment": made, "page": _("Page"), "digest": _("Digest (SHA-256)"),
    }  # fmt: skip


def _summary(dossier: Dossier, _: Say) -> dict[str, str]:
    shown, conflicts = dossier.summary.conflicts_shown, len(dossier.summary.conflicts)
    more = _("The first %(shown)s of %(all)s conflicts. Each stands under its question as well.")
    return {
        "contents": _("Contents"),
        "summary": _("Summary"),
        "holds": _("What it holds"),
        "languages": _("Languages of the passages"),
        "by_side": _("Statements by side"),
        "silent": _("We hold no statement from"),
        "leaves_out": _("What it leaves out"),
        "not_seen": _("What nobody here has seen: originals"),
        "not_seen_lead": _("These accounts were read in a text of somebody else. The words in which they were first "
                           "said were not seen."),
        "all_seen": _("Every account was read in the speaker's own words."),
        "read_in": _("Read in"), "accounts_of": _("Accounts of"),
        "conflicts": _("Where accounts conflict"),
        "no_conflict": _("No conflict is recorded."),
        "conflicts_note": _("A conflict is computed from the statements; nobody has decided who is right."),
        "conflicts_more": more % {"shown": shown, "all": conflicts} if shown < conflicts else "",
        "numbers": _("The numbers given"),
        "no_number": _("No speaker gave a number."),
        "numbers_note": _("Each is what its speaker said, the newest speaker first. No number is added up or derived."),
        "scale": _("On a scale of"),
    }  # fmt: skip


def _sections(dossier: Dossier, language: str, _: Say) -> dict[str, str]:
    said_by = moment_in_words(dossier.said_by, dossier.said_by_words, language)
    return {
        "accounts": _("The accounts side by side"),
        "accounts_note": _("Sides stand in one fixed order, which says nothing about the weight of what they say. "
                           "Every card has a line number; the small figures are its notes."),
        "notes": _("Notes"),
        "closing": _("General statements"),
        "closing_note": _("These are about all countries, and join no question above."),
        "apart": _("Listed apart: what may have been said later"),
        "apart_note": _("Whether these had been said by %(day)s cannot be told from their dates. They count nowhere.")
        % {"day": said_by},
        "places": _("Places reported"),
        "stations": _("Stations reported"),
        "agreements": _("Agreements and patrols"),
        "same_places": _("Same place or not"),
        "same_places_note": _("What statements say of two reported stations. Nothing is merged: both are listed and "
                              "counted. Where accounts differ, both are kept."),
        "the_two": _("The two stations"), "who_says_what": _("Who says what"), "differ": _("The accounts differ."),
        "may_be_later": _("Whether it had been said by the day of this dossier cannot be told from its date."),
        "cases": _("Returns reported"),
        "responses": _("What the authorities did, step by step"),
        "responses_note": _("The steps that somebody reports, in the order of their time. An order to close is no "
                            "closing; to find nothing neither confirms nor denies that a place is there; not to reply "
                            "is a step as well. The last step is no verdict."),
        "said_then": _("said"),
        "timeline": _("Timeline"),
        "timeline_note": _("What was said stands on the day on which it was said; what is said to have happened, on "
                           "the day that its speaker gives. Nothing is made more exact than it is known."),
        "timeline_marks": _("A line is a day; a light bar, some time within its width; a dark bar, all of it. An open "
                            "end fades; dashes are dates in doubt or one of several; a triangle: by then; an empty "
                            "mark: the speaker denies or does not confirm it."),
        "all_countries": _("about all countries"),
        "chains": _("How each account reached this record"),
        "chains_note": _("From the text that was read, on the left, to the speaker on the right."),
    }  # fmt: skip


def _evidence(_: Say) -> dict[str, str]:
    return {
        "checks": _("What people have checked, line by line"),
        "checks_note": _("Five things that a person of the desk checks in each statement, never the one who entered "
                         "it. A tick says that it was checked and on which day. Without one, nobody has yet."),
        "appendix": _("Annotated appendix"),
        "appendix_note": _("Each statement with what it rests on. The note with its number holds the whole citation."),
        "statement": _("Statement"), "passage": _("Passage"), "whose": _("Whose words"), "place": _("Place"),
        "machine": _("Quotation"), "hash": _("Looked for in the copy with SHA-256"), "kept": _("Preserved copy"),
        "no_kept": _("None is preserved here."), "address": _("Address"), "archive": _("Archived at"),
        "read_on": _("Read on"), "checked": _("Checked by people"), "no_address": _("not recorded"),
        "no_archive": _("not recorded"), "no_read_on": _("not recorded"),
        **{f"check_{kind}": _(str(words)) for kind, words in SHORT.items()},
        "ways_drawn": _("Drawn by speaker: from who spoke, at the top, down to each text that was read."),
        "question": _("Question"),
        "sources": _("Sources"),
        "searches": _("What was looked for"),
        "no_search": _("No search is recorded."),
        "notices": _("Notices"),
    }  # fmt: skip


def _columns(_: Say) -> dict[str, str]:
    return {
        "line": _("Line"), "speaker": _("Speaker"), "number": _("Number"), "about": _("About"),
        "said": _("Said on"), "when": _("When"), "what": _("What"), "where": _("Where"), "result": _("Result"),
        "note": _("Note"), "note_one": _("note"), "note_many": _("notes"), "name": _("Name"), "inside": _("In"),
        "names": _("Other names"), "detail": _("Kind or precision"), "lines": _("Lines"), "way": _("The way here"),
        "count": _("Statements"), "language": _("Language"), "side": _("Side"), "undated": _("day not recorded"),
        "about_period": _("about"), "also": _("Also said"), "retold": _("Retold as"), "on": _("about"),
        "loop": _("a loop"), "unstated": _("origin not stated"), "of_which": _("Conflicts with"),
        "translated": _("In English, translated by"), "cited_in": _("cited in"), "silent_here": _("No statement from"),
        "ref": _("statement"), "general": _("with a general statement"),
    }  # fmt: skip
