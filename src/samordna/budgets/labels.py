"""The words of the budget form: its standard rows, and when two names are the same."""

from __future__ import annotations

import re

from samordna.budgets.shape import Group, Part, Side

#: The rows of the form that are there before anyone has written anything.
STANDARD_LABELS: dict[Group, tuple[str, ...]] = {
    Group.PREMISES: ("Lokalhyra", "Övriga lokalkostnader"),
    Group.OTHER: (
        "Utvärdering",
        "Spridningsseminarier",
        "Utbildning insatsmedarbetare",
        "Inköpta utredningar, utbildningar och tjänster avsedda för deltagare",
        "Övriga aktiviteter för deltagare",
        "Telefon-, IT-kostnader",
        "Resor",
        "Tolk",
        "Informationsmaterial",
        "Indirekta kostnader",
        "Övrigt",
    ),
}

GROUP_NAMES = {
    Group.WAGE: "lönekostnader",
    Group.PREMISES: "lokalkostnader",
    Group.OTHER: "övriga kostnader",
}
SIDE_NAMES = {
    Side.REQUESTED: "att rekvirera från förbundet",
    Side.OWN: "egenfinansiering",
}
PART_NAMES = {
    Part.DETAILED: "den detaljerade budgeten",
    Part.YEARLY: "fördelningen per år",
    Part.SUMMARY: "budgetsammanställningen",
}

_ALIASES = {"af": "arbetsförmedlingen", "fk": "försäkringskassan"}
_NUMBERING = re.compile(r"^\s*[0-9]{1,2}\s*[.):]\s*")
_NOT_WORD = re.compile(r"[^0-9a-zåäöéü%]+")


def fold(text: str) -> str:
    """Reduce a text to what counts when two are compared: no case, spaces or punctuation marks."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def unnumbered(label: str) -> str:
    """Take the row's number away: ``1. Insatsansvarig``."""
    return " ".join(_NUMBERING.sub("", label).split())


def same_name(one: str, other: str) -> bool:
    """Return whether two names differ in nothing but case, spaces and punctuation.

    AF and FK are the same as the authorities' full names.
    """
    first, second = fold(one), fold(other)
    return _ALIASES.get(first, first) == _ALIASES.get(second, second)


_STANDARD = {fold(label) for labels in STANDARD_LABELS.values() for label in labels} | {
    "lokalkostnad",
    "lokalkostnader",
    "övriga kostnader",
    "inköpta utredningar",
    "telefon it",
}


def is_standard(label: str) -> bool:
    """Return whether a row's label is one of the form's own, so that it says nothing by itself."""
    return fold(label) in _STANDARD
