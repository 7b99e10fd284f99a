"""Review before publication: the queue, one claim of it, its steps, several at once, and what the desk says of it."""

from django.urls import path

from claims.views.review import queue, several, steps, thread

addresses = [
    path("review/", queue.queue, name="review"),
    path("review/several/", several.several, name="review_several"),
    path("review/<slug:ref>/", queue.one, name="review_one"),
    path("claims/<slug:ref>/submit/", steps.submit, name="submit"),
    path("claims/<slug:ref>/take-back/", steps.take_back, name="take_back"),
    path("claims/<slug:ref>/request-changes/", steps.request_changes, name="request_changes"),
    path("claims/<slug:ref>/second-reading/", steps.read_second, name="read_second"),
    path("claims/<slug:ref>/assign/", steps.assign, name="assign"),
    path("claims/<slug:ref>/comments/", thread.comment, name="comment"),
    path("claims/<slug:ref>/comments/<int:pk>/", thread.change, name="comment_change"),
]

__all__ = ["addresses"]
