"""What may become of an item at a meeting."""

from __future__ import annotations

from typing import Final

from samordna.kernel.choices import Choice


class Outcome(Choice):
    """What became of an item at the meeting."""

    APPROVED = "approved", "Enligt förslaget"
    AMENDED = "amended", "Med ändring"
    REJECTED = "rejected", "Avslag"
    POSTPONED = "postponed", "Bordläggning"
    REMITTED = "remitted", "Återremiss"
    NOTED = "noted", "Till handlingarna"
    UNDECIDED = "undecided", "Inget beslut"


def named_outcome(outcome: Outcome, proposed: Outcome | None) -> str:
    """What an outcome is called where it is chosen, by what is ``proposed`` where that is not to
    grant."""
    if proposed is not None and outcome is proposed:
        return f"{outcome.label} (enligt förslaget)"
    if proposed is not None and outcome is Outcome.AMENDED:
        return "Bifall (mot förslaget)"
    return outcome.label


class Rest(Choice):
    """What becomes of what a grant leaves out of what was applied for."""

    REJECTED = "rejected", "Avslås"
    POSTPONED = "postponed", "Bordläggs"
    REMITTED = "remitted", "Återremitteras till kansliet"

    def words(self, years: str = "") -> str:
        """The clause that says so; ``years`` are those that get nothing, in words."""
        part = _part(years)
        return {
            Rest.REJECTED: "avslå ansökan i övrigt",
            Rest.POSTPONED: f"bordlägga ansökan {part} till ett kommande sammanträde",
            Rest.REMITTED: f"återremittera ansökan {part} till kansliet för vidare beredning",
        }[self]

    def done(self, years: str = "") -> str:
        """The same as a sentence of its own, about what is done."""
        part = _part(years)
        return {
            Rest.REJECTED: "ansökan avslås i övrigt",
            Rest.POSTPONED: f"ansökan bordläggs {part}",
            Rest.REMITTED: f"ansökan återremitteras {part} till kansliet",
        }[self]


#: Where a part is granted and nothing is said of what is left: in the list of what may be said of
#: it, as a clause, and as a sentence to whoever applied.
NO_REST: Final = "Inget beslut om resten"
NO_REST_CLAUSE: Final = "inget beslut fattas om resten"
NO_REST_SENTENCE: Final = "Inget beslut är fattat om resten."


def _part(years: str) -> str:
    return f"i den del som avser {years}" if years else "i övrigt"


#: What of a grant is not settled yet, and comes up again.
OPEN_REST: Final = frozenset({Rest.POSTPONED, Rest.REMITTED})
#: Outcomes that say yes to what was proposed, as it was or with a change.
GRANTING: Final = frozenset({Outcome.APPROVED, Outcome.AMENDED})
#: Outcomes that settle what was proposed, and therefore need a clause.
SETTLING: Final = frozenset({*GRANTING, Outcome.REJECTED})
#: Outcomes that say that the matter comes back: why, and by which day, may be said with them.
COMING_BACK: Final = frozenset({Outcome.POSTPONED, Outcome.REMITTED})
#: Outcomes after which nothing was decided in the matter: the paragraph may stand although a vote
#: settled nothing.
OPEN: Final = frozenset({Outcome.POSTPONED, Outcome.UNDECIDED})
