"""Vocabularies: the words that rows store, rules reason about and people read.

A vocabulary stands once, in the rules of the room that owns it, and the room's models take its
``choices``. Its members are texts, equal to what the database holds; a field's default is written
``State.DRAFT.value``, so that no migration depends on where the vocabulary stands.
"""

from __future__ import annotations

from enum import EnumMeta, StrEnum, nonmember
from typing import Any, Self


class _WithChoices(EnumMeta):
    """Lets the class itself answer with what a model's or a form's field takes."""

    @property
    def choices(cls) -> list[tuple[str, str]]:
        """(stored text, label) of every member, in order."""
        members: list[Any] = list(cls)
        return [(member.value, member.label) for member in members]


class Choice(StrEnum, metaclass=_WithChoices):
    """A member is written ``NAME = "stored", "Label"``; without a label it is never shown."""

    label: str
    # Django's templates call what can be called, and a class called without a value raises.
    do_not_call_in_templates = nonmember(True)

    def __new__(cls, value: str, label: str = "") -> Self:
        """A text that also carries its ``label``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
