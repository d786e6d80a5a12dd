"""A third writer, who saves between the laying together of two and the writing of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.http import HttpRequest

from samordna.web import autosave
from samordna.web.revisions import Difference, Stale


def after_the_merge(patch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let ``act`` happen once, when what two have written has been laid together."""
    real, left = autosave.save, [act]

    def save(
        request: HttpRequest,
        attempt: Callable[[int], Any],
        revision: int,
        merge: Callable[[Stale], Sequence[Difference]],
    ) -> Any:
        def merge_and_act(stale: Stale) -> Sequence[Difference]:
            found = merge(stale)
            if left:
                left.pop()()
            return found

        return real(request, attempt, revision, merge_and_act)

    patch.setattr(autosave, "save", save)
