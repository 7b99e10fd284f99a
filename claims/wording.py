"""How a statement reads on a page: the verb, the answer, whose words the passage holds, and how it came here.

Plain data in, words out. Everything passes through gettext; nothing here judges.
"""

from django.utils.translation import gettext as _

from claims.accounts.plain import Answer, Card, Count, Statement, Step
from claims.choices import Operator, Stance, VerificationKind
from sources.choices import CopyKind, Words


def verb(stance: str) -> str:
    """The verb in capitals that fits the stance: “SAYS”, “HAS NO RECORD OF”."""
    verbs: dict[str, str] = {
        Stance.SAYS: _("SAYS"),
        Stance.DENIES: _("DENIES"),
        Stance.HAS_NO_RECORD: _("HAS NO RECORD OF"),
        Stance.ACCEPTS_IN_PART: _("ACCEPTS IN PART"),
        Stance.CANNOT_CONFIRM: _("CANNOT CONFIRM"),
        Stance.DECLINED: _("DECLINED TO COMMENT"),
        Stance.DID_NOT_REPLY: _("DID NOT REPLY"),
    }
    return verbs[stance]


def verb_in_sentence(stance: str) -> str:
    """The same verb inside a sentence: “says”, “has no record of”."""
    verbs: dict[str, str] = {
        Stance.SAYS: _("says"),
        Stance.DENIES: _("denies"),
        Stance.HAS_NO_RECORD: _("has no record of"),
        Stance.ACCEPTS_IN_PART: _("accepts in part"),
        Stance.CANNOT_CONFIRM: _("cannot confirm"),
        Stance.DECLINED: _("declined to comment"),
        Stance.DID_NOT_REPLY: _("did not reply"),
    }
    return verbs[stance]


def count_text(count: Count) -> str:
    """A number as the speaker gave it: “at least 102 stations”, “more than 100 stations (worldwide)”."""
    number = f"{count.low:,}"
    spoken = {
        Operator.EQUAL: "%(number)s",
        Operator.LESS: _("fewer than %(number)s"),
        Operator.AT_MOST: _("at most %(number)s"),
        Operator.MORE: _("more than %(number)s"),
        Operator.AT_LEAST: _("at least %(number)s"),
        Operator.ABOUT: _("about %(number)s"),
        Operator.RANGE: _("%(number)s to %(high)s"),
    }[Operator(count.operator)] % {"number": number, "high": f"{count.high or count.low:,}"}
    words = f"{spoken} {unit_words(count)}".strip()
    return _("%(count)s (%(scope)s)") % {"count": words, "scope": count.scope} if count.scope else words


def unit_words(count: Count) -> str:
    """What is counted, in the singular where the speaker counted one."""
    one = {
        "stations": _("station"),
        "addresses": _("address"),
        "branches": _("branch of another network"),
        "liaison-points": _("liaison point of another Chinese body"),
        "cities": _("city"),
        "countries": _("country"),
        "bureaus": _("Chinese police bureau taking part"),
        "people": _("person"),
        "staff": _("member of staff"),
        "governments": _("government"),
    }
    if count.operator == Operator.EQUAL and count.low == 1:
        return one.get(count.unit, count.unit_label)
    return count.unit_label


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
    by = _source_voice(statement)
    if passage.words == Words.OWN:
        return ""
    if passage.words == Words.TRANSLATED:
        return _("In the translation of %(source)s:") % {"source": by}
    if passage.words == Words.REWRITTEN:
        return _("As rewritten by %(source)s:") % {"source": by}
    return _("As %(source)s reports it:") % {"source": by}


def _source_voice(statement: Statement) -> str:
    document = statement.passage.document
    return document.publisher or document.container_title or document.title or _("the source")


def relay_steps(statement: Statement) -> tuple[Step, ...]:
    """How the account reached us: the cited source, each step between, the speaker."""
    document = statement.passage.document
    speaker = Step(name=statement.speaker.name, slug=statement.speaker.slug)
    first = Step(
        name=_source_voice(statement),
        slug=document.publisher_slug,
        document=document.title or document.translated_title,
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


def card_line(card: Card) -> str:
    """One card in one line: “Safeguard Defenders says 11 stations”."""
    return _("%(speaker)s %(verb)s %(answer)s") % {
        "speaker": card.speaker.name,
        "verb": verb_in_sentence(card.stance),
        "answer": in_sentence(card.answer.text),
    }
