"""How often something was asked for lately, without keeping by whom (web/limits.py)."""

from django.db import models


class SaltOfDay(models.Model):
    """What digests of a day are made with. Thrown away when the day is over: then nobody can make them again."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    class Meta:
        db_table = "web_salt_of_day"

    def __str__(self) -> str:
        return str(self.day)


class Count(models.Model):
    """How often one thing was asked for by one address or person within one stretch of time.

    `digest` is of all three, with the salt of the day: two stretches of the same person have nothing in common.
    """

    day = models.DateField()
    digest = models.CharField(max_length=64, unique=True)
    taken = models.PositiveIntegerField()

    class Meta:
        db_table = "web_count"

    def __str__(self) -> str:
        return self.digest
