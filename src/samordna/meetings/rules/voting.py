"""Votes: what yes and no stand for, simple majority, the chair's vote at a tie (KL 5 kap.).

What was read: the Act on coordination sends the board's way of deciding to kommunallagen
(2017:725), 5 kap. on how matters are settled and on the minutes (5:67: the minutes name the
proposals that were put, each open vote with who voted and how, and the reservations), which 6 kap.
makes hold for boards. The texts of these sections were not to be had when this was written, only
the government's comments on the chapter (prop. 2016/17:171); their numbers follow the association's
own papers. Elections stand in :mod:`samordna.meetings.rules.elections`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from samordna.kernel.choices import Choice
from samordna.kernel.sentences import listed
from samordna.meetings.rules.outcomes import COMING_BACK, GRANTING, OPEN, Outcome


class Vote(StrEnum):
    """How one person voted."""

    YES = "yes"
    NO = "no"
    ABSTAINS = "abstains"


class DecidedBy(StrEnum):
    """What settled a vote or an election."""

    UNANIMITY = "unanimity"
    MAJORITY = "majority"
    CHAIR = "chair"
    LOT = "lot"
    NOTHING = "nothing"


class Stand(Choice):
    """What yes or no stands for in a vote: its proposition, as the result names it."""

    APPROVED = "approved", "bifall till förslaget"
    AMENDED = "amended", "bifall till ändringsyrkandet"
    REJECTED = "rejected", "avslag"
    # Where it is proposed to refuse an application, ”förslaget” would mean two opposite things.
    GRANTED = "granted", "bifall till ansökan"
    REFUSED = "refused", "avslag på ansökan"
    POSTPONED = "postponed", "bordläggning"
    REMITTED = "remitted", "återremiss"
    TODAY = "today", "att ärendet avgörs i dag"


#: The outcomes that each proposition leads to when it has won.
_LEADS_TO: Final[dict[Stand, frozenset[Outcome]]] = {
    Stand.APPROVED: frozenset({Outcome.APPROVED, Outcome.NOTED}),
    Stand.AMENDED: frozenset({Outcome.AMENDED}),
    Stand.REJECTED: frozenset({Outcome.REJECTED}),
    Stand.GRANTED: GRANTING,
    Stand.REFUSED: frozenset({Outcome.REJECTED}),
    Stand.POSTPONED: frozenset({Outcome.POSTPONED}),
    Stand.REMITTED: frozenset({Outcome.REMITTED}),
    Stand.TODAY: frozenset({*GRANTING, Outcome.REJECTED, Outcome.NOTED}),
}

#: Propositions that speak of the application, where others speak of the proposal.
OF_APPLICATION: Final = frozenset({Stand.GRANTED, Stand.REFUSED})
#: Those that speak of the proposal, and cannot where it is not to grant.
OF_PROPOSAL: Final = frozenset({Stand.APPROVED, Stand.REJECTED})

_CHANGE = re.compile(r"ändring", re.IGNORECASE)
_TODAY = re.compile(r"\bi\s+dag\b|\bidag\b", re.IGNORECASE)
_TABLES = re.compile(r"bordlägg|uppskjut|skjuta?\s+upp", re.IGNORECASE)
_REMITS = re.compile(r"återremi", re.IGNORECASE)
_NOT: Final = r"(?P<not>\b(?:inte|ej|icke|varken|avstå\s+från\s+att)\s+)?"
#: What says yes or no in a side of a question: the first of them does.
_TAKES_SIDE = re.compile(
    rf"{_NOT}\b(?:(?P<yes>bif\w+|godkänn\w*|antag\w*|antar?\b|antas\b|tillstyrk\w*|fastställ\w*"
    r"|bevilj\w*|accepter\w*|säg(?:a|er)\s+ja\b|införa?\b|genomföra?\b"
    r"|(?:enligt|för)\s+(?:arbetsutskottets\s+|kansliets\s+)?förslag\w*)"
    r"|(?P<no>avsl\w*|avvis\w*|avstyrk\w*|förkast\w*|underkänn\w*|neka\w*|säg(?:a|er)\s+nej\b"
    r"|ett\s+nej\b|e?mot\s+\w*förslag\w*|utan\s+bifall\b))(?P<after>\s+(?:inte|ej|icke)\b)?",
    re.IGNORECASE,
)
_APPLICATION = re.compile(r"\bansök\w*", re.IGNORECASE)
_PROPOSAL = re.compile(r"förslag", re.IGNORECASE)
#: What a question may say where the proposition is another, and means the same there.
_ALIKE: Final = {
    Stand.REFUSED: frozenset({Stand.REFUSED, Stand.REJECTED}),
    Stand.REJECTED: frozenset({Stand.REFUSED, Stand.REJECTED}),
    Stand.GRANTED: frozenset({Stand.GRANTED, Stand.APPROVED}),
}
#: The words that begin a side; ”ja för att säga nej till …” begins one.
_SIDES: Final = re.compile(r"(?<!säga )(?<!ett )\b(ja|nej)\b", re.IGNORECASE)
_OPPOSITE: Final = {
    Stand.APPROVED: Stand.REJECTED,
    Stand.REJECTED: Stand.APPROVED,
    Stand.GRANTED: Stand.REFUSED,
    Stand.REFUSED: Stand.GRANTED,
}


@dataclass(frozen=True, slots=True)
class Propositions:
    """What a vote was about: what yes and no stand for, None where nobody has said it.

    ``question`` is the proposition in the secretary's own words; without them it is made. ``order``
    is the order in which the chair put the proposals (*propositionsordning*), a line each.
    """

    yes: Stand | None = Stand.APPROVED
    no: Stand | None = Stand.REJECTED
    question: str = ""
    order: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """``Ja för bifall till förslaget, nej för avslag.``; empty where nobody has said."""
        if self.question:
            return self.question
        if self.yes is None or self.no is None:
            return ""
        return f"Ja för {self.yes.label}, nej för {self.no.label}."

    @property
    def slip(self) -> str:
        """What is wrong with the propositions themselves, as a Swedish phrase; empty if nothing."""
        return self.slip_of(refusing=False)

    def slip_of(self, *, refusing: bool) -> str:
        """The same for an item in which it is proposed to say no (``refusing``): there a yes to the
        proposal is *Ja för att avslå motionen*."""
        if self.yes is None or self.no is None:
            return "det är inte angett vad ja och nej står för"
        if self.yes is self.no and self.yes is not Stand.AMENDED:
            return f"ja och nej står båda för {self.yes.label}"
        sides = _sides_of(self.question)
        comes_back = {_stand_of(text) for text in sides.values()} & {
            Stand.POSTPONED,
            Stand.REMITTED,
        }
        for word, given in (("ja", self.yes), ("nej", self.no)):
            text = sides.get(word, "")
            said = _stand_of(text)
            if said is not None and refusing and not _PROPOSAL.search(text):
                said = _OPPOSITE.get(said, said)
            if said is None or given in _ALIKE.get(said, {said}):
                continue
            # ”ja för bordläggning, nej för avslag”: it is the tabling that is refused.
            if comes_back and given is Stand.TODAY and said is Stand.REJECTED:
                continue
            # ”ja för att godkänna insatsen”, where others say *bifall till ansökan*.
            if said is Stand.APPROVED and given is Stand.GRANTED and not _of_a_proposal(text):
                continue
            return f"frågan säger {word} för {said.label}, men {word} står för {given.label}"
        return ""


def usual_propositions(proposed: Outcome | None) -> Propositions:
    """What yes and no stand for before anybody has said, by what is ``proposed`` where that is not
    to grant: words that cannot mean the opposite of what they say."""
    if proposed is Outcome.REJECTED:
        return Propositions(Stand.GRANTED, Stand.REFUSED)
    if proposed in COMING_BACK:
        return Propositions(Stand(proposed), Stand.TODAY)
    return Propositions()


def stands_for(proposed: Outcome | None) -> list[Stand]:
    """What yes and no may stand for, by what is ``proposed`` as above."""
    out = OF_APPLICATION if proposed is None else OF_PROPOSAL
    return [stand for stand in Stand if stand not in out]


def stands_in(question: str) -> dict[str, Stand]:
    """What a question says that ``ja`` and ``nej`` stand for, where it says it in known words."""
    read = ((word, _stand_of(text)) for word, text in _sides_of(question).items())
    return {word: stand for word, stand in read if stand is not None}


def _sides_of(question: str) -> dict[str, str]:
    """What a question says of ``ja`` and of ``nej``: what follows the word, or what goes before it
    where the question ends with one (”den som bifaller röstar ja, den som avslår röstar nej”)."""
    marks = list(_SIDES.finditer(question))
    if not marks:
        return {}
    before = not re.search(r"\w", question[marks[-1].end() :])
    found: dict[str, str] = {}
    for place, mark in enumerate(marks):
        if before:
            text = question[marks[place - 1].end() if place else 0 : mark.start()]
        else:
            text = question[mark.end() : marks[place + 1].start() if marks[place + 1 :] else None]
        found.setdefault(mark[1].lower(), text)
    return found


def _stand_of(text: str) -> Stand | None:
    """What a side of a question stands for; None where its words are not known."""
    side = _TAKES_SIDE.search(text)
    says_no = side is not None and bool(side["no"]) is not bool(side["not"] or side["after"])
    denied = says_no or re.search(r"\b(?:inte|ej|icke)\b", text, re.IGNORECASE) is not None
    if _CHANGE.search(text):
        return None if denied else Stand.AMENDED
    for pattern, stand in ((_TABLES, Stand.POSTPONED), (_REMITS, Stand.REMITTED)):
        if pattern.search(text):
            return Stand.TODAY if denied else stand
    if _TODAY.search(text):
        return None if denied else Stand.TODAY
    if side is None:
        return None
    if _APPLICATION.search(text[side.start() :]):
        return Stand.REFUSED if says_no else Stand.GRANTED
    return Stand.REJECTED if says_no else Stand.APPROVED


def _of_a_proposal(text: str) -> bool:
    return (
        _PROPOSAL.search(text) is not None or re.search(r"\bbif", text, re.IGNORECASE) is not None
    )


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The outcome of a vote. ``won`` is the side that won, None when nothing settled it."""

    won: Vote | None
    yes: int
    no: int
    abstaining: int
    decided_by: DecidedBy
    about: Propositions
    sentence: str

    @property
    def stand(self) -> Stand | None:
        """What the winning side stands for."""
        return (
            {Vote.YES: self.about.yes, Vote.NO: self.about.no}.get(self.won) if self.won else None
        )

    def allows(self, outcome: Outcome) -> bool:
        """Whether an item with this vote may have an outcome. A vote that settled nothing leaves
        the matter open; one about nothing known is tried by :attr:`Propositions.slip`."""
        if self.won is None:
            return outcome in OPEN
        stand = self.stand
        return stand is None or outcome in _LEADS_TO[stand]


def count_vote(
    votes: Mapping[str, Vote], chair: str | None, about: Propositions | None = None
) -> VoteResult:
    """Count a vote by name: the simple majority of yes and no decides, at a tie the chair's vote.

    ``votes`` maps a person's key to the vote, ``chair`` is the key of who chairs the item. A tie in
    which the chair abstained, or a vote that nobody cast, settles nothing. The sentence says which
    proposition won by what it stands for, never more.
    """
    about = about or Propositions()
    yes = sum(1 for vote in votes.values() if vote is Vote.YES)
    no = sum(1 for vote in votes.values() if vote is Vote.NO)
    abstaining = len(votes) - yes - no
    won, decided_by = _settle(yes, no, votes.get(chair) if chair else None)
    counts = listed([f"{yes} ja", f"{no} nej", *([f"{abstaining} som avstår"] * bool(abstaining))])
    sentence = f"{counts}: {_words(won, decided_by, about)}."
    return VoteResult(won, yes, no, abstaining, decided_by, about, sentence)


def _settle(yes: int, no: int, chairs_vote: Vote | None) -> tuple[Vote | None, DecidedBy]:
    if not yes and not no:
        return None, DecidedBy.NOTHING
    if yes != no:
        alone = not yes or not no
        side = Vote.YES if yes > no else Vote.NO
        return side, DecidedBy.UNANIMITY if alone else DecidedBy.MAJORITY
    if chairs_vote in (Vote.YES, Vote.NO):
        return chairs_vote, DecidedBy.CHAIR
    return None, DecidedBy.NOTHING


def _words(won: Vote | None, decided_by: DecidedBy, about: Propositions) -> str:
    if won is None:
        return "omröstningen avgör inte frågan"
    word, stand = ("ja", about.yes) if won is Vote.YES else ("nej", about.no)
    what = f", {stand.label}," if stand else ""
    ending = " med ordförandens utslagsröst" if decided_by is DecidedBy.CHAIR else ""
    return f"{word}-propositionen{what} vann{ending}"


def names_by_side(
    votes: Mapping[str, Vote], names: Sequence[tuple[str, str]]
) -> list[tuple[str, tuple[str, ...]]]:
    """Who voted what, as an open vote is minuted: (*Ja*, names). ``names`` are (key, name) in the
    order of the minutes; sides that nobody is on are left out."""
    labels = {Vote.YES: "Ja", Vote.NO: "Nej", Vote.ABSTAINS: "Avstår"}
    sides = [
        (label, tuple(name for key, name in names if votes.get(key) is vote))
        for vote, label in labels.items()
    ]
    return [(label, who) for label, who in sides if who]
