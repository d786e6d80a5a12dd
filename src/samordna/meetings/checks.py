"""What Django checks of this room before it starts."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from samordna.meetings.subjects import SubjectKind, handlers


def every_kind_has_a_handler(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Minutes about a kind without a handler could not be settled, nor its items shown."""
    handled = {handler.kind for handler in handlers()}
    return [
        Error(
            f"The kind of subject {kind.value!r} has no handler.",
            hint="Write one in flows/subjects/ and provide it in flows/apps.py.",
            id="meetings.E001",
        )
        for kind in SubjectKind
        if kind not in handled
    ]
