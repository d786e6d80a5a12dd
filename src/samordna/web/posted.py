"""The fields of a post that is kept: whether a page asks for them, in which somebody writes, and
what is never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

#: A field whose name has one of these as a word of its own: ``new_password1`` is a secret,
#: ``secretary`` and ``postcode`` are none.
_SECRET = re.compile(
    r"(?:^|[_-])(?:pass(?:word|code|phrase)?|losenord|credential|secret|otp|code|codes)\d*(?:[_-]|$)",
    re.IGNORECASE,
)

#: Says of a form that an office has named its fields: all that is not technical is written in.
QUESTIONS = "fragor"

#: What every form may carry and nobody writes: tokens, marks and prints.
_TECHNICAL = {
    *("csrfmiddlewaretoken", "skriven_av", "en_gang", "tryck", "revision", "flik", "ritat"),
    *("vagt", "hamtat", "visa", "over", "fragor"),
}
#: Fields by their names in which one chooses, hidden fields and buttons. A name that somebody
#: writes in on any page is not among them: nothing that is written is left out.
_CHOSEN = {
    # Ticks, choices and lists.
    *("another", "agreed", "ar", "at_once", "attendee", "body", "case_officer", "chaired_by"),
    *("delivery", "direction", "eligible_as", "form", "fran", "intakt", "intygar", "is_member"),
    *("item", "kind", "lage", "lead", "lokala_grupper", "mode", "naming", "nature"),
    *("no_substitute", "notice_counts_from", "numbering", "oppna", "organ", "organisation"),
    *("outcome", "owner", "partners", "payout_rule", "position", "punkt", "quorum_rule"),
    *("read", "replaces", "rest", "role", "roll", "secretary", "several", "stand_in"),
    *("to_item", "unit", "utan", "utlysning", "valda", "vote_yes", "vote_no"),
    # Hidden fields.
    *("lista", "parter", "sha256", "tillbaka", "bredvid", "dag_sedd", "granskad", "okallat"),
    *("plan", "rows", "slag", "version"),
    # Buttons.
    *("action", "add", "alla", "aterstall_block", "borja_om", "by_hand", "formular", "nasta"),
    *("nytt_block", "orden_stammer", "remove", "restore", "riktning", "spara", "stay"),
    *("ta-bort", "ta_bort_block"),
}
#: The same with a number, and what is a form's own by how its name begins or ends.
_NUMBERED = re.compile(
    r"(?:aside-|avsla-|flytta-|rost_|sha)\d{1,9}\Z"
    r"|\d{1,9}-(?:present|by_distance|serves_for|ritat)\Z|punkt-\d{1,9}-kind\Z"
)
_BEGINS = ("akt_", "visade_", "shown")
_ENDS = (
    *("_kvar", "_bort", "-required", "-key", "-section"),
    *("-INITIAL_FORMS", "-MAX_NUM_FORMS", "-MIN_NUM_FORMS", "-TOTAL_FORMS"),
)


def is_written_in(name: str, *, own_names: bool = False) -> bool:
    """Whether a field of a post is one that somebody writes in. With ``own_names`` an office has
    named the fields of the form."""
    if name in _TECHNICAL:
        return False
    chosen = name in _CHOSEN or _NUMBERED.match(name) is not None
    return own_names or not (chosen or name.startswith(_BEGINS) or name.endswith(_ENDS))


class Reading(QueryDict):
    """Fields that know whether a page has asked for any of them."""

    asked = False

    def __getitem__(self, key: str) -> Any:
        self.asked = True
        return super().__getitem__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.asked = True
        return super().getlist(key, default)


def has_secret(names: Iterable[str]) -> bool:
    """Whether any field is a password or a code by its name."""
    return any(_SECRET.search(name) for name in names)
