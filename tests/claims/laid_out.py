"""Plain statements laid out as accounts, as on a page without a country in view."""

from claims.accounts.numbering import numbered
from claims.accounts.rows import View, heading_row, question_row
from claims.accounts.side_by_side import Accounts
from claims.accounts.statement import Statement
from tests.claims.said import known


def accounts(*statements: Statement) -> Accounts:
    """The statements in their rows, with lines and notes numbered."""
    everything = known(*statements)
    rows: dict[str, list[Statement]] = {}
    for statement in statements:
        rows.setdefault(statement.asked.slug, []).append(statement)
    view = View(None, everything, {})
    headings = [heading_row(row[0].asked, (question_row(row, view),)) for row in rows.values()]
    return numbered(Accounts(tuple(headings), (), (), (), everything))
