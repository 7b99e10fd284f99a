"""The fields that shapes are made of. All of them are read, and each can be left out with `?fields=`."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers


class Shape(serializers.Serializer[Any]):  # type: ignore[misc]
    """One kind of record, as it is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read only, like everything in it."""
        super().__init__(*args, **{"read_only": True, **kwargs})

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> Any:
        """Several of them are read only as well."""
        return super().many_init(*args, **{"read_only": True, **kwargs})


class Text(serializers.CharField):  # type: ignore[misc]
    """Words; "" where there are none."""

    def __init__(self, **kwargs: Any) -> None:
        """Read only."""
        super().__init__(**{"read_only": True, "allow_blank": True, **kwargs})

    def get_attribute(self, instance: Any) -> Any:
        """ "" also where what would hold the words is not there."""
        for name in self.source_attrs:
            instance = None if instance is None else getattr(instance, name, None)
        return "" if instance is None else instance


class OneOf(Text):
    """One of a few values."""

    def __init__(self, values: Iterable[Any], *, blank: bool = False, **kwargs: Any) -> None:
        """`values` are those of a TextChoices; `blank` where there may be none."""
        super().__init__(**kwargs)
        self.values = [*(str(getattr(value, "value", value)) for value in values), *([""] if blank else [])]


class Edtf(Text):
    """A date as EDTF, from text or as it was parsed."""

    def to_representation(self, value: Any) -> str:
        """The text."""
        return str(getattr(value, "text", value))


class Number(serializers.IntegerField):  # type: ignore[misc]
    """A whole number, null where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        """Read only."""
        super().__init__(**{"read_only": True, **kwargs})


class Degrees(serializers.FloatField):  # type: ignore[misc]
    """A coordinate, of the city at the nearest; null where none is known."""

    def __init__(self, **kwargs: Any) -> None:
        """Read only."""
        super().__init__(**{"read_only": True, "allow_null": True, **kwargs})


class Yes(serializers.BooleanField):  # type: ignore[misc]
    """Whether something is so."""

    def __init__(self, **kwargs: Any) -> None:
        """Read only."""
        super().__init__(**{"read_only": True, **kwargs})


class Words(serializers.ListField):  # type: ignore[misc]
    """Several texts, in a stable order."""

    def __init__(self, **kwargs: Any) -> None:
        """Read only."""
        super().__init__(**{"read_only": True, "child": serializers.CharField(), **kwargs})
