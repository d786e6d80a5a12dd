"""What a paragraph means for an application's money, in one line made only of data, and the own
words that a person has read against it.

A check of words can miss. The line cannot: it is made of the outcome, the amounts, the years, the
period and the rule of payment. Where somebody has written own words it stands below them, and the
minutes lock when a person has said that the words say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr
from samordna.kernel.payouts import payout_words
from samordna.kernel.wording.clauses import Clause, Facts, is_own
from samordna.kernel.wording.deciding import decides_on_money
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.coming_back import back_by_words
from samordna.meetings.rules.others import Other, is_spoken_of, named_in
from samordna.meetings.rules.outcomes import GRANTING, Outcome

#: What becomes of an application that is not granted anything, after its name.
_OTHERWISE: Final = {
    Outcome.REJECTED: "{} avslås",
    Outcome.POSTPONED: "{} bordläggs",
    Outcome.REMITTED: "{} återremitteras till kansliet",
    Outcome.NOTED: "{} läggs till handlingarna",
    Outcome.UNDECIDED: "inget beslut fattas om {}",
}
_NO_MONEY: Final = "inga medel beviljas"
#: What a paragraph about something else means for what is applied for.
_ELSEWHERE: Final = "ingen ansökan beviljas eller ändras av den här paragrafen"
APPLICATION: Final = "ansökan"
#: What an earlier grant left out, where that is taken up by itself.
OF_A_REST: Final = "ansökan i den del som inte beviljats"

#: What the checks of words only doubt: whoever reads the words against the line sees it there.
DOUBTS: Final = frozenset(
    {
        codes.OUTCOME_DOUBTED,
        codes.OWNER_UNCLEAR,
        codes.REMITTED_ELSEWHERE,
        codes.PROPOSAL_IN_DECISION,
        codes.DECISION_IN_PROPOSAL,
        codes.PROPOSAL_TWICE,
        codes.GRANT_WITHOUT_APPLICATION,
    }
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The own words of a paragraph, each with what the body does by them, and the line of data that
    they are read against. ``beside`` are the sentences of *Ärendet* that say that something is
    decided."""

    line: str
    words: tuple[tuple[Act, str], ...]
    beside: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The own words alone, a clause each."""
        return tuple(text for _, text in self.words)

    @property
    def digest(self) -> str:
        """What a confirmation is of: another word or another figure gives another one, spaces and
        capitals do not."""
        said = [self.line, *(f"{act} {text}" for act, text in self.words), *self.beside]
        plain = "\n".join(" ".join(text.split()).casefold() for text in said)
        return sha256(plain.encode()).hexdigest()


def own_words(
    blocks: Iterable[tuple[Act, Sequence[Clause]]], facts: Facts, reason: str = ""
) -> tuple[tuple[Act, str], ...]:
    """The clauses that stand in words that are not made of data, with what the body does in the
    block of each. Also where it only informs: a reader takes that for decided; and the one that is
    made of a ``reason`` that somebody has typed."""
    return tuple(
        (act, text)
        for act, clauses in blocks
        for clause in clauses
        if (is_own(clause, facts) or (reason and clause.words == reason))
        and (text := clause.says(facts).strip())
    )


def read_elsewhere(
    act: Act,
    words: Sequence[tuple[Act, str]],
    beside: Sequence[str],
    others: Sequence[Other] = (),
    heading: str = "",
) -> Reading | None:
    """What is read of a paragraph that is about no application's money: the words that may grant
    money, settle an application or take back what was granted, and those that name what one of the
    ``others`` of the same minutes decides on; all of them where the ``heading`` names it. The line
    says which paragraph decides on what is named. None where there is nothing to read."""
    headed = [one for one in others if _heads(heading, one)]
    found = tuple(said for said in words if headed or is_spoken_of(said[1], others))
    told = tuple(one for one in beside if decides_on_money(one) or named_in(one, others))
    if not (found or told):
        return None
    named = [
        one for text in (*(text for _, text in found), *told) for one in named_in(text, others)
    ]
    where = [one.said for one in others if one in named or one in headed]
    return Reading(" ".join([f"{_lead(act)}: {_ELSEWHERE}.", *where]), found, told)


def _heads(heading: str, other: Other) -> bool:
    """Whether a heading names an initiative; an owner is in many."""
    return bool(named_in(heading, [Other(other.number, other.name, dnr=other.dnr)]))


def meaning_line(
    act: Act,
    outcome: Outcome,
    facts: Facts,
    *,
    in_part: str = "",
    shares: Sequence[str] = (),
    rest: str = "",
    back_by: date | None = None,
    about: str = APPLICATION,
) -> str:
    """What a paragraph means, as a sentence: ”Beslutet innebär: 100 000 kr beviljas insatsen …”.

    ``in_part`` is what is granted of what was applied for, where that is less; ``shares`` say what
    each party gets for each year, ``rest`` what becomes of what is not granted, ``back_by`` by
    which day what is left comes up again, and ``about`` what is decided about. All are made of
    data.
    """
    if outcome not in GRANTING:
        told = [f"{_OTHERWISE[outcome].format(about)}, {_NO_MONEY}"]
        told.append(back_by_words("ärendet", back_by))
    elif not facts.amount_kr:
        told = [_NO_MONEY]
    else:
        told = [_granted(facts, in_part), *shares, rest]
        told.append(back_by_words("det som inte beviljas", back_by))
        told.append(payout_words(facts.payout) if facts.payout else "")
    return f"{_lead(act)}: {'; '.join(filter(None, told))}."


def _lead(act: Act) -> str:
    return "Förslaget innebär" if act is Act.PROPOSES else "Beslutet innebär"


def _granted(facts: Facts, in_part: str) -> str:
    said = f"{in_part or format_kr(facts.amount_kr)} beviljas"
    if facts.name:
        said += f" insatsen {facts.name}"
    if facts.start and facts.end:
        said += f" för perioden {format_long(facts.start)} till {format_long(facts.end)}"
    return said
