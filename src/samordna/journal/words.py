"""What a reader meets instead of the journal's verbs: each room has its own in ``verbs.py``."""

from __future__ import annotations

from functools import cache

from samordna.kernel.folding import fold_for_search
from samordna.rooms import modules_named


@cache
def verb_labels() -> dict[str, str]:
    """Every room's verbs and their Swedish words. Raises ValueError when two rooms share a verb."""
    labels: dict[str, str] = {}
    for module in modules_named("verbs"):
        if double := sorted(set(labels) & set(module.VERBS)):
            raise ValueError(f"{module.__name__}: another room has {', '.join(double)}")
        labels |= module.VERBS
    return labels


def verb_label(verb: str) -> str:
    """What was done, in Swedish.

    A verb that the house no longer writes may stand in an old journal; it is shown as it stands.
    """
    return verb_labels().get(verb, verb)


def verbs_like(text: str) -> list[str]:
    """The verbs whose Swedish words hold the text, whatever its case and marks."""
    wanted = fold_for_search(text)
    return [verb for verb, label in verb_labels().items() if wanted in fold_for_search(label)]
