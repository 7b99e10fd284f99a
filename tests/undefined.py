"""A template that asks for what is not there fails its test. `if` and `for` may ask; printing may not."""

from typing import Any


class UndefinedVariable(Exception):
    """A template printed, or handed on, a variable that its view did not give."""


class Undefined(str):
    """What Django puts in the place of a missing variable: nothing that could be overlooked."""

    def __contains__(self, text: object) -> bool:
        return text == "%s"

    def __mod__(self, variable: Any) -> str:
        raise UndefinedVariable(str(variable))


UNDEFINED = Undefined("undefined")
