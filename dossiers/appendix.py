"""The annotated appendix as plain data: each statement with what it rests on, and the five things that people check."""

from dataclasses import dataclass

from dossiers.measured import When

# How one of the five stands.
DONE, OPEN, DOES_NOT_APPLY = "done", "open", "does_not_apply"


@dataclass(frozen=True)
class Checkbox:
    """One of the five things that a person of the desk checks (claims.choices.VerificationKind).

    That is never the statement's author, and never named. `state` is done, open, or does_not_apply where nothing was
    translated; `on` is the day (ISO 8601), "" where it is not done; `words` is how a reader reads it.
    """

    kind: str
    title: str
    state: str
    on: str
    words: str

    @property
    def is_ticked(self) -> bool:
        """Whether somebody checked it."""
        return self.state == DONE


@dataclass(frozen=True)
class AppendixLine:
    """One statement with its evidence. Its passage and translation stand in the note with the number `note`.

    `whose` says whose words the passage holds, `way` who else passed them on, `place` where in the source they stand,
    `check` what a machine found when it looked for them in the copy `copy_sha256`; `kept` tells of every copy of
    the source that is kept here (dossiers.copies).
    """

    note: int
    ref: str
    source: str
    lines: tuple[str, ...]
    speaker_native: str
    read_in: str
    language_name: str
    whose: str
    way: str
    place: str
    check: str
    copy_sha256: str
    kept: tuple[str, ...]
    address: str
    archive_address: str
    accessed: When | None
    checks: tuple[Checkbox, ...]
