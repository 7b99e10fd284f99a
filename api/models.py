"""What was sent under a key of the sender's own, so that sending it once more does nothing twice."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from users.models import Token

KEPT_FOR = timedelta(days=1)
ADDED, WAS_HERE = 201, 200


class SentOnceQuerySet(models.QuerySet["SentOnce"]):
    """Which of them."""

    def over(self, at: datetime) -> Self:
        """Those that nobody may ask for any more."""
        return self.filter(sent_at__lte=at - KEPT_FOR)

    def under(self, token: Token, key: str, *, at: datetime) -> Self:
        """What a token sent under a key, by its digest, while it is kept."""
        return self.filter(token=token, key=key, sent_at__gt=at - KEPT_FOR)


class SentOnce(models.Model):
    """A draft that was sent under an idempotency key. It holds digests and a ref, and nothing of what was sent.

    `key` is the SHA-256 of the key, `body` of the bytes that came; `ref` is the claim that was answered with.
    """

    token = models.ForeignKey(Token, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=7)
    sent_at = models.DateTimeField(db_index=True)

    objects: ClassVar[SentOnceQuerySet] = SentOnceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="sent_once_under_a_key"),
            models.CheckConstraint(name="sent_once_key_is_a_digest", condition=Q(key__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(name="sent_once_body_is_a_digest", condition=Q(body__regex="^[0-9a-f]{64}$")),
            models.CheckConstraint(name="sent_once_was_answered", condition=Q(status__in=(ADDED, WAS_HERE))),
            models.CheckConstraint(name="sent_once_names_a_claim", condition=~Q(ref="")),
        ]

    def __str__(self) -> str:
        return f"{self.ref} by {self.token_id}"
