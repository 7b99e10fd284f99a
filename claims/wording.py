"""How a statement reads on a page: the verb, the answer, whose words the passage holds, and how it came here.

Plain data in, words out. Everything passes through gettext; nothing here judges.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.accounts.side_by_side import Card, Conflict
from claims.accounts.statement import About, Answer, Count, Statement, Step
from claims.choices import SILENT_STANCES, Operator, Stance, VerificationKind
from claims.origins import changes
from sources.choices import CopyKind, Words
from stations.choices import SubjectKind

VERBS = {
    Stance.SAYS: gettext_lazy("SAYS"),
    Stance.DENIES: gettext_lazy("DENIES"),
    Stance.HAS_NO_RECORD: gettext_lazy("HAS NO RECORD OF"),
    Stance.ACCEPTS_IN_PART: gettext_lazy("ACCEPTS IN PART"),
    Stance.CANNOT_CONFIRM: gettext_lazy("CANNOT CONFIRM"),
    Stance.DECLINED: gettext_lazy("DECLINED TO COMMENT"),
    Stance.DID_NOT_REPLY: gettext_lazy("DID NOT REPLY"),
}
VERBS_IN_SENTENCES = {
    Stance.SAYS: (gettext_lazy("says"), gettext_lazy("say")),
    Stance.DENIES: (gettext_lazy("denies"), gettext_lazy("deny")),
    Stance.HAS_NO_RECORD: (gettext_lazy("has no record of"), gettext_lazy("have no record of")),
    Stance.ACCEPTS_IN_PART: (gettext_lazy("accepts in part"), gettext_lazy("accept in part")),
    Stance.CANNOT_CONFIRM: (gettext_lazy("cannot confirm"), gettext_lazy("cannot confirm")),
    Stance.DECLINED: (gettext_lazy("declined to comment"), gettext_lazy("declined to comment")),
    Stance.DID_NOT_REPLY: (gettext_lazy("did not reply"), gettext_lazy("did not reply")),
}
NUMBERS = {
    Operator.EQUAL: "%(number)s",
    Operator.LESS: gettext_lazy("fewer than %(number)s"),
    Operator.AT_MOST: gettext_lazy("at most %(number)s"),
    Operator.MORE: gettext_lazy("more than %(number)s"),
    Operator.AT_LEAST: gettext_lazy("at least %(number)s"),
    Operator.ABOUT: gettext_lazy("about %(number)s"),
    Operator.RANGE: gettext_lazy("%(number)s to %(high)s"),
}
UNITS = {
    "stations": (gettext_lazy("station"), gettext_lazy("stations")),
    "addresses": (gettext_lazy("address"), gettext_lazy("addresses")),
    "branches": (gettext_lazy("branch of another network"), gettext_lazy("branches of another network")),
    "liaison-points": (
        gettext_lazy("liaison point of another Chinese body"),
        gettext_lazy("liaison points of another Chinese body"),
    ),
    "cities": (gettext_lazy("city"), gettext_lazy("cities")),
    "countries": (gettext_lazy("country"), gettext_lazy("countries")),
    "bureaus": (gettext_lazy("Chinese police bureau taking part"), gettext_lazy("Chinese police bureaus taking part")),
    "people": (gettext_lazy("person"), gettext_lazy("people")),
    "staff": (gettext_lazy("member of staff"), gettext_lazy("members of staff")),
    "governments": (gettext_lazy("government"), gettext_lazy("governments")),
}
# Last words of the names of speakers who are several: “Italian police chiefs (not named) say”.
SEVERAL = frozenset(
    {
        "authorities",
        "chiefs",
        "documents",
        "editors",
        "investigators",
        "media",
        "officials",
        "organisations",
        "owners",
        "police",
        "prosecutors",
        "services",
        "volunteers",
    }
)


def is_several(name: str) -> bool:
    """Whether a speaker's name takes a verb in the plural."""
    head = re.split(r" (?:\(|of |in |for |on |at )", name, maxsplit=1)[0]
    return head.rpartition(" ")[2].lower() in SEVERAL


def verb(stance: str) -> str:
    """The verb in capitals that fits the stance: “SAYS”, “HAS NO RECORD OF”."""
    return str(VERBS[Stance(stance)])


def verb_in_sentence(stance: str, several: bool = False) -> str:
    """The same verb inside a sentence: “says”, “have no record of”."""
    one, many = VERBS_IN_SENTENCES[Stance(stance)]
    return str(many if several else one)


def count_text(count: Count) -> str:
    """A number as the speaker gave it: “at least 102 stations”, “more than 100 stations (worldwide)”."""
    number, high = f"{count.low:,}", f"{count.high or count.low:,}"
    spoken = str(NUMBERS[Operator(count.operator)]) % {"number": number, "high": high}
    words = f"{spoken} {unit_words(count)}"
    return _("%(count)s (%(scope)s)") % {"count": words, "scope": count.scope} if count.scope else words


def unit_words(count: Count) -> str:
    """What is counted, in the singular after a one. A unit that is not known here goes by its label."""
    one, several = UNITS.get(count.unit, (count.unit_label, count.unit_label))
    return str(one if count.low == 1 and count.operator != Operator.RANGE else several)


def counted_words(count: Count) -> str:
    """What is counted, as the title of a scale: “Stations”."""
    words = unit_words(replace(count, operator=Operator.RANGE))
    return words[:1].upper() + words[1:]


def answer_text(answer: Answer) -> str:
    """The typed answer in readers' words; "" when the sentence is all there is."""
    if answer.choice:
        return answer.choice.label
    if answer.count:
        return count_text(answer.count)
    if answer.when:
        return str(answer.when)
    if answer.party:
        return answer.party.name
    return ""


NAMED = 5
CAPITAL_STAYS = ("China", "Chinese", "United", "Communist", "Beijing")


def in_sentence(text: str) -> str:
    """A label as it stands inside a sentence: its first letter small, unless it begins with a name."""
    first = text.split(" ", 1)[0]
    if not text or first.startswith(CAPITAL_STAYS) or first[1:2].isupper():
        return text
    return text[0].lower() + text[1:]


def passage_lead(statement: Statement) -> str:
    """What stands before the passage; "" when the words are the speaker's own and stand in quotation marks."""
    passage = statement.passage
    by = source_voice(statement)
    if passage.words == Words.OWN:
        return ""
    if passage.words == Words.TRANSLATED:
        return _("In the translation of %(source)s:") % {"source": by}
    if passage.words == Words.REWRITTEN:
        return _("As rewritten by %(source)s:") % {"source": by}
    return _("As %(source)s reports it:") % {"source": by}


def source_voice(statement: Statement) -> str:
    """Whose text was read: its publisher, else what it stands in, else its title."""
    document = statement.passage.document
    return document.publisher or document.container_title or document.title or _("the source")


def relay_steps(statement: Statement) -> tuple[Step, ...]:
    """How the account reached us: the cited source, each step between, the speaker."""
    document = statement.passage.document
    speaker = Step(name=statement.speaker.name, slug=statement.speaker.slug)
    first = Step(
        name=source_voice(statement),
        slug=document.publisher_slug,
        document=document.title or document.translated_title,
        document_slug=document.slug,
    )
    if first.slug and first.slug == speaker.slug and not statement.relays:
        return (first,)
    return (first, *statement.relays, speaker)


def original_not_seen(statement: Statement) -> bool:
    """Whether nobody here has seen the words where they were first said.

    So when the source is a copy or a rewriting, or holds not the speaker's own words, and no named person has
    verified that the original was seen.
    """
    if VerificationKind.ORIGINAL_SEEN in statement.verified:
        return False
    return statement.passage.document.copy_kind != CopyKind.ORIGINAL or statement.passage.words != Words.OWN


READ_IN: dict[str, object] = {
    CopyKind.REPUBLISHED: gettext_lazy("in a republished copy"),
    CopyKind.MIRROR: gettext_lazy("in a mirror or archive copy"),
    CopyKind.REWRITTEN: gettext_lazy("in a rewritten or machine-translated version"),
}


def alone_words(statement: Statement) -> str:
    """“Not checked by a second person”, where its own author published it; "" everywhere else."""
    return _("Not checked by a second person") if statement.published_alone else ""


def original_words(statement: Statement) -> str:
    """Why the original counts as not seen: “Original not seen: read in a republished copy, through CNN”; else "".

    Where the text is the publisher's own and nobody stands between, it is the source that gives the speaker's words.
    """
    if not original_not_seen(statement):
        return ""
    document, words = statement.passage.document, statement.passage.words
    where = [str(READ_IN[document.copy_kind])] if document.copy_kind in READ_IN else []
    through = [step.name for step in statement.relays]
    if through:
        where.append(_("through %(steps)s") % {"steps": _(" and ").join(through)})
    elif words == Words.TRANSLATED:
        where.append(_("in the translation of %(source)s") % {"source": source_voice(statement)})
    elif words != Words.OWN:
        where.append(_("in the account of %(source)s") % {"source": source_voice(statement)})
    return _("Original not seen: read %(where)s") % {"where": ", ".join(where)}


def answer_in_sentence(answer: Answer) -> str:
    """The answer inside a sentence. Only a choice begins with a capital that is not part of a name."""
    return in_sentence(answer.text) if answer.choice else answer.text


def card_line(card: Card) -> str:
    """One card in one line: “Safeguard Defenders says 11 stations”, or its sentence where that reads better."""
    return stand(card.newest)


def stand(statement: Statement, *, of_several: bool = False, in_full: bool = False) -> str:
    """Who says what, the speaker as subject: “Safeguard Defenders says 11 stations”.

    An answer that is no noun (“Set up without permission”) would not read after the verb: there the sentence stands,
    unless the same is said of several subjects. `in_full` gives the sentence in any case.
    """
    speaker, answer = statement.speaker.name, answer_in_sentence(statement.answer)
    several = is_several(speaker)
    words = {"speaker": speaker, "verb": verb_in_sentence(statement.stance, several), "answer": answer}
    if statement.stance in SILENT_STANCES:
        return _("%(speaker)s %(verb)s") % words
    if reads_after_a_verb(statement.answer) and not in_full:
        return _("%(speaker)s %(verb)s %(answer)s") % words
    if of_several and answer:
        return _("%(speaker)s %(verb)s: %(answer)s") % words
    spoken = {**words, "verb": verb_in_sentence(Stance.SAYS, several), "sentence": statement.sentence.rstrip(".")}
    return _("%(speaker)s %(verb)s: %(sentence)s") % spoken


def reads_after_a_verb(answer: Answer) -> bool:
    """Whether “says” can stand before the answer: a number, a date, a body, or a choice with an article."""
    if answer.choice:
        return answer.choice.label.startswith(tuple(_("A |An |The ").split("|")))
    return bool(answer.text)


def conflict_words(conflict: Conflict) -> str:
    """Two accounts, both speakers as subjects; each side may say the same of several subjects.

    “Safeguard Defenders says a Chinese police station (December 2022); City administration of Prato says a community
    association (October 2022).” A half names what it is about unless that is what both are about. Where the answers
    alone do not show what is disputed, the sentences stand.
    """
    (one, other), on, in_full = conflict.between, conflict_on(conflict), conflict.reason == "rebuts"
    return _("%(first)s; %(second)s.") % {"first": _half(one, on, in_full), "second": _half(other, on, in_full)}


def conflict_sentence(conflict: Conflict) -> str:
    """The same with what both are about before it, unless that is a whole country: “Prato: …”."""
    on, words = conflict_on(conflict), conflict_words(conflict)
    kinds = {about.kind for about in _abouts(conflict)}
    if not on or not kinds.isdisjoint({SubjectKind.COUNTRY, SubjectKind.NETWORK}):
        return words
    return _("%(subject)s: %(words)s") % {"subject": on, "words": words}


def conflict_on(conflict: Conflict) -> str:
    """What a conflict is about: the subject in which all the others lie; "" where that is none or the whole network."""
    abouts = _abouts(conflict)
    holding = [about for about in abouts if all(about.slug in each.inside for each in abouts)]
    return holding[0].named if holding and holding[0].kind != SubjectKind.NETWORK else ""


def conflict_explained(conflict: Conflict) -> str:
    """A conflict as a sentence of its own: “Accounts conflict on Prato: Safeguard Defenders says …”."""
    on, words = conflict_on(conflict), conflict_words(conflict)
    if not on:
        return _("Accounts conflict: %(words)s") % {"words": words}
    return _("Accounts conflict on %(subject)s: %(words)s") % {"subject": on, "words": words}


def _abouts(conflict: Conflict) -> tuple[About, ...]:
    return subjects_of([*conflict.between[0], *conflict.between[1]])


def subjects_of(statements: Iterable[Statement]) -> tuple[About, ...]:
    """What statements are about, each subject once."""
    return tuple({statement.about.slug: statement.about for statement in statements}.values())


def _half(statements: Sequence[Statement], on: str, in_full: bool) -> str:
    newest, abouts = statements[0], subjects_of(statements)
    about = subjects_in_words(abouts)
    beside = [about] if about != on else []
    if newest.said_on:
        beside.append(str(newest.said_on))
    words = stand(newest, of_several=len(abouts) > 1, in_full=in_full)
    return f"{words} ({', '.join(beside)})" if beside else words


def subjects_in_words(abouts: Sequence[About]) -> str:
    """What something is said of: “all countries”, “Italy and 8 places in it”, “Rome and Milan”, “Rome and 3 others”.

    A city stands for the stations in it.
    """
    whole = next((about for about in abouts if about.kind == SubjectKind.NETWORK), None)
    if whole:
        return _("all countries")
    country = next((about for about in abouts if about.kind == SubjectKind.COUNTRY), None)
    cities = {about.slug for about in abouts if about.kind == SubjectKind.PLACE}
    if not country:
        abouts = [about for about in abouts if cities.isdisjoint(about.inside[1:])]
    more = len(abouts) - 1
    if country and more:
        words = ngettext("%(country)s and %(n)s place in it", "%(country)s and %(n)s places in it", more)
        return words % {"country": country.named, "n": more}
    if more == 1:
        return _("%(first)s and %(second)s") % {"first": abouts[0].named, "second": abouts[1].named}
    if more > 1:
        return _("%(first)s and %(n)s others") % {"first": abouts[0].named, "n": more}
    return abouts[0].named


def names_in_words(abouts: Sequence[About]) -> str:
    """The same, by name as long as they are few: “Bolzano, Florence, Rome and Venice”."""
    if not 2 < len(abouts) <= NAMED or any(about.kind == SubjectKind.COUNTRY for about in abouts):
        return subjects_in_words(abouts)
    return in_a_row([about.named for about in abouts])


def in_a_row(names: Sequence[str]) -> str:
    """One name or several in a sentence: “Rome”, “Bolzano, Rome and Venice”."""
    *first, last = names
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def what_changed(retold: Statement, root: Statement) -> str:
    """What a retelling changed, in words: “said of Europe; 54 stations”, “said by Italian police chiefs”."""
    changed, words = changes(retold, root), []
    if "speaker" in changed:
        words.append(_("said by %(speaker)s") % {"speaker": retold.speaker.name})
    if "subject" in changed:
        words.append(_("said of %(subject)s") % {"subject": subjects_in_words([retold.about])})
    if "stance" in changed:
        words.append(verb_in_sentence(retold.stance, is_several(retold.speaker.name)))
    if "answer" in changed and retold.answer.text:
        words.append(answer_in_sentence(retold.answer))
    return "; ".join(words)
