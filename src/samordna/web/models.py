"""The rows of the room: which forms have been sent, and the files and texts of those that were not
saved."""

from __future__ import annotations

from django.db import models

from samordna.ground.scoping import Scoped


class SentForm(Scoped):
    """A drawn form that has made something. Written in the transaction of what it made.

    ``mark`` is of the person, the address and the key that was drawn with the form; ``content`` of
    the person, the address and what was sent; ``location``: where whoever sent it was led.
    """

    mark = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    location = models.TextField(default="")
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "mark"], name="form_sent_once")
        ]

    def __str__(self) -> str:
        return self.location


class KeptFile(Scoped):
    """A file of a form that was drawn anew. ``person`` is the key of whoever chose it, ``path`` and
    ``field`` say in which form, and ``key`` is what the drawn form carries.
    """

    key = models.CharField(max_length=64)
    person = models.CharField(max_length=40)
    path = models.TextField()
    field = models.CharField(max_length=100)
    filename = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    data = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "key"], name="file_kept_once")
        ]
        indexes = [models.Index(fields=["association", "person"], name="file_kept_for")]

    def __str__(self) -> str:
        return self.filename


class WrittenText(Scoped):
    """What somebody has written in a form that is saved by its button, and has not pressed it yet.

    ``person`` is the key of the writer, ``path`` where the form is sent, and ``key`` what the
    browser knows the opened page's text by; ``text`` is what it keeps of it, as JSON.
    """

    person = models.CharField(max_length=40)
    path = models.TextField()
    key = models.CharField(max_length=500)
    text = models.TextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association", "person", "key"], name="text_written_once"
            )
        ]

    def __str__(self) -> str:
        return self.path
