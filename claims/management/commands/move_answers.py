"""Move the statements that answer one question to another question, or from one answer to another."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.actions import NotAllowed
from claims.actions.recoding import move_answers
from claims.models import Question
from users.models import User


class Command(BaseCommand):
    """`manage.py move_answers QUESTION [TO] --answer old=new … --reason … --by …`: all of them, or none."""

    help = "Move statements to another question, or from one answer to another, with a reason that readers see."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the questions by their slugs, and which answer takes the place of which."""
        parser.add_argument("question", help="the slug of the question")
        parser.add_argument(
            "to", nargs="?", default="", help="that of the question in its place; the same when left out"
        )
        parser.add_argument("--answer", action="append", default=[], metavar="OLD=NEW", help="the slugs of two answers")
        parser.add_argument("--reason", required=True, help="what readers are told, in one sentence")
        parser.add_argument("--by", required=True, help="the e-mail address of the editor who decides it")

    def handle(self, *, question: str, to: str, answer: list[str], reason: str, by: str, **options: Any) -> None:
        """Move them."""
        found = {each.slug: each for each in Question.objects.filter(slug__in=[question, to or question])}
        editor = User.objects.filter(email__iexact=by).first()
        for slug in (question, to or question):
            if slug not in found:
                raise CommandError(f"There is no question “{slug}”.")
        if editor is None:
            raise CommandError(f"Nobody has an account under {by}.")
        pairs = dict(pair.split("=", 1) for pair in answer if "=" in pair)
        if len(pairs) != len(answer):
            raise CommandError("--answer takes two slugs: OLD=NEW, each OLD once.")
        try:
            moved = move_answers(
                found[question], to=found[to or question], answers=pairs, by=editor, at=timezone.now(), reason=reason
            )
        except NotAllowed as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Moved {moved}.")
