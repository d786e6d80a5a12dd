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
_TECHNICAL = re.compile(
    r"(?:csrfmiddlewaretoken|skriven_av|en_gang|tryck|revision|flik|ritat|vagt|hamtat|visa|over"
    r"|fragor|\d{1,9}-ritat)\Z"
)
#: Fields by their names in which one chooses, hidden fields and buttons. A name that somebody
#: writes in on any page is not among them: nothing that is written is left out.
_CHOSEN = re.compile(
    # Ticks, choices and lists.
    r"(?:another|agreed|ar|at_once|attendee|body|case_officer|chaired_by|delivery|direction"
    r"|eligible_as|form|fran|intakt|intygar|is_member|item|kind|lage|lead|lokala_grupper|mode"
    r"|naming|nature|no_substitute|notice_counts_from|numbering|oppna|organ|organisation|outcome"
    r"|owner|partners|payout_rule|position|punkt|quorum_rule|read|replaces|rest|role|roll|secretary"
    r"|several|stand_in|to_item|unit|utan|utlysning|valda|vote_yes|vote_no"
    r"|(?:aside|avsla|flytta)-\d+|akt_.*|rost_\d+|\d+-(?:present|by_distance|serves_for)"
    r"|[a-z0-9-]+-required|punkt-\d+-kind"
    # Hidden fields, with what a page showed.
    r"|lista|parter|sha256|tillbaka|visade_.*|shown.*|.*_kvar|.*_bort|bredvid|dag_sedd"
    r"|granskad|okallat|plan|rows|sha\d+|slag|version"
    r"|[a-z]+-(?:INITIAL|MAX_NUM|MIN_NUM|TOTAL)(?:_FORMS)?|r[^.]*-(?:key|section)"
    # Buttons.
    r"|action|add|alla|aterstall_block|borja_om|by_hand|formular|nasta|nytt_block|orden_stammer"
    r"|remove|restore|riktning|spara|stay|ta-bort|ta_bort_block)\Z"
)


def is_written_in(name: str, *, own_names: bool = False) -> bool:
    """Whether a field of a post is one that somebody writes in. With ``own_names`` an office has
    named the fields of the form."""
    return not _TECHNICAL.match(name) and (own_names or not _CHOSEN.match(name))


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
