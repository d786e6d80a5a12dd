"""Every thing of the house that has states, with who moves it on from each and the ways out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from samordna.funding.rules import standing as funding
from samordna.funding.rules import states as of_funding
from samordna.initiatives import standing as initiatives
from samordna.kernel.standing import Standing
from samordna.kernel.transitions import Transitions
from samordna.letters import standing as letters
from samordna.meetings.rules import standing as meetings
from samordna.meetings.rules import states as of_meetings
from samordna.parties import standing as parties
from samordna.register import standing as register


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing, its transitions, and its standing in each state."""

    name: str
    transitions: Transitions
    standings: Mapping[str, Standing]


EVERY: Final[tuple[Thing, ...]] = (
    Thing("application", of_funding.APPLICATION, funding.APPLICATION_STANDING),
    Thing("signature", of_funding.SIGNATURE, funding.SIGNATURE_STANDING),
    Thing("statement", of_funding.STATEMENT, funding.STATEMENT_STANDING),
    Thing("call", of_funding.CALL, funding.CALL_STANDING),
    Thing("meeting", of_meetings.MEETING, meetings.MEETING_STANDING),
    Thing("item", of_meetings.ITEM, meetings.ITEM_STANDING),
    Thing("minutes", of_meetings.MINUTES, meetings.MINUTES_STANDING),
    Thing("signer", of_meetings.SIGNER, meetings.SIGNER_STANDING),
    Thing("effect", of_meetings.EFFECT, meetings.EFFECT_STANDING),
    Thing("notice", of_meetings.NOTICE, meetings.NOTICE_STANDING),
    Thing("board", of_meetings.BOARD, meetings.BOARD_STANDING),
    Thing("mandate", parties.MANDATE, parties.MANDATE_STANDING),
    Thing("role", parties.ROLE, parties.ROLE_STANDING),
    Thing("matter", register.MATTER, register.MATTER_STANDING),
    Thing("record", register.RECORD, register.RECORD_STANDING),
    Thing("grant", initiatives.GRANT, initiatives.GRANT_STANDING),
    Thing("letter", letters.LETTER, letters.LETTER_STANDING),
)
