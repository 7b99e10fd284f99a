"""What tests look at in accounts."""

from claims.accounts.side_by_side import Accounts, QuestionRow


def cards(accounts: Accounts) -> list[tuple[str, str, str, str]]:
    """Each card's line number, speaker, stance and answer."""
    return [(card.number, card.speaker.name, card.stance, card.answer.text) for card in accounts.cards]


def row(accounts: Accounts, slug: str = "existence") -> QuestionRow:
    """The row of one question."""
    return next(
        question for heading in accounts.headings for question in heading.questions if question.asked.slug == slug
    )
