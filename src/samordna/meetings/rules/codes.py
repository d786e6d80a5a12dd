"""Codes of the findings about a meeting's minutes: each stands here and nowhere else."""

from __future__ import annotations

from typing import Final

NUMBER_MISSING: Final = "number-missing"
NUMBER_DOUBLED: Final = "number-doubled"
NUMBER_BEFORE_FIRST: Final = "number-before-first"
SEAT_FILLED_TWICE: Final = "seat-filled-twice"
SECRETARY_DISQUALIFIED: Final = "secretary-disqualified"
CLAIM_BY_ABSENT: Final = "claim-by-absent"
OPENED_UNCALLED: Final = "opened-uncalled"
ABSENCE_REVERSED: Final = "absence-reversed"
SUBSTITUTE_PASSED_OVER: Final = "substitute-passed-over"
QUORUM_LACKING: Final = "quorum-lacking"
TABLED_WITHOUT_QUORUM: Final = "tabled-without-quorum"
CHAIR_MISSING: Final = "chair-missing"
CHAIR_DISQUALIFIED: Final = "chair-disqualified"
CHAIR_ABSENT: Final = "chair-absent"
ADJUSTER_MISSING: Final = "adjuster-missing"
ADJUSTER_DISQUALIFIED: Final = "adjuster-disqualified"
ADJUSTER_ABSENT: Final = "adjuster-absent"
ADJUSTER_IS_CHAIR: Final = "adjuster-is-chair"
SERVED_BY_NOBODY: Final = "served-by-nobody"
ADJUSTED_ALONE: Final = "adjusted-alone"
ADJUSTER_CONTRADICTED: Final = "adjuster-contradicted"
ADJUSTER_NOT_ELECTED: Final = "adjuster-not-elected"
ADJUSTMENT_DAY_MISSING: Final = "adjustment-day-missing"
ADJUSTMENT_DAY_TOO_LATE: Final = "adjustment-day-too-late"
ITEM_WITHOUT_OUTCOME: Final = "item-without-outcome"
DECISION_WITHOUT_CLAUSES: Final = "decision-without-clauses"
EFFECT_WITHOUT_CLAUSES: Final = "effect-without-clauses"
DECIDED_FOR_THE_BOARD: Final = "decided-for-the-board"
PROPOSAL_IN_DECISION: Final = "proposal-in-decision"
DECISION_IN_PROPOSAL: Final = "decision-in-proposal"
PROPOSAL_TWICE: Final = "proposal-twice"
GRANT_WITHOUT_APPLICATION: Final = "grant-without-application"
GRANTED_ELSEWHERE: Final = "granted-elsewhere"
REST_GRANTED: Final = "rest-granted"
VOTE_WITHOUT_RIGHT: Final = "vote-without-right"
RESERVATION_WITHOUT_PART: Final = "reservation-without-part"
RESERVATION_BY_WINNER: Final = "reservation-by-winner"
SUBJECT_CHANGED: Final = "subject-changed"
SUBJECT_GONE: Final = "subject-gone"
VOTE_WITHOUT_NAME: Final = "vote-without-name"
VOTE_UNCLEAR: Final = "vote-unclear"
VOTE_CONTRADICTED: Final = "vote-contradicted"
VOTE_UNDECIDED: Final = "vote-undecided"
ELECTION_BY_CHAIR: Final = "election-by-chair"
OUTCOME_CONTRADICTED: Final = "outcome-contradicted"
OUTCOME_DOUBTED: Final = "outcome-doubted"
TEXT_CONTRADICTED: Final = "text-contradicted"
OWNER_UNCLEAR: Final = "owner-unclear"
GRANTS_NOTHING: Final = "grants-nothing"
LINES_LEFT_OUT: Final = "lines-left-out"
NOTHING_CHANGED: Final = "nothing-changed"
PROPOSAL_CHANGED: Final = "proposal-changed"
REMITTED_ELSEWHERE: Final = "remitted-elsewhere"
GRANTS_MORE_THAN_SOUGHT: Final = "grants-more-than-sought"
OFFICE_UNSAID: Final = "office-unsaid"
LOT_BY_NOBODY: Final = "lot-drawn-by-nobody-there"
PRESENTER_ABSENT: Final = "presenter-absent"
PAYOUT_UNSAID: Final = "payout-unsaid"
AMOUNT_OUTSIDE_PERIOD: Final = "amount-outside-period"
PERIOD_WITHOUT_AMOUNT: Final = "period-without-amount"
YEAR_UNSETTLED: Final = "year-unsettled"
ELECTION_UNSETTLED: Final = "election-unsettled"
ELECTION_CONTRADICTED: Final = "election-contradicted"
WORDS_UNREAD: Final = "words-unread"
MIXED_ALPHABETS: Final = "mixed-alphabets"
DETAILS_UNSAID: Final = "details-unsaid"

#: What must be put right before anybody can sign: what would make a decision unlawful, or let the
#: minutes say what was not decided. The rest is shown and may be so.
STOPPING: Final = frozenset(
    {
        QUORUM_LACKING,
        ABSENCE_REVERSED,
        VOTE_WITHOUT_NAME,
        VOTE_UNCLEAR,
        VOTE_CONTRADICTED,
        VOTE_UNDECIDED,
        ELECTION_BY_CHAIR,
        ITEM_WITHOUT_OUTCOME,
        EFFECT_WITHOUT_CLAUSES,
        DECIDED_FOR_THE_BOARD,
        OUTCOME_CONTRADICTED,
        PROPOSAL_CHANGED,
        SUBJECT_GONE,
        TEXT_CONTRADICTED,
        WORDS_UNREAD,
        MIXED_ALPHABETS,
        ELECTION_UNSETTLED,
        ELECTION_CONTRADICTED,
        AMOUNT_OUTSIDE_PERIOD,
        PAYOUT_UNSAID,
        GRANTS_NOTHING,
        REST_GRANTED,
        GRANTED_ELSEWHERE,
        SEAT_FILLED_TWICE,
        VOTE_WITHOUT_RIGHT,
        RESERVATION_WITHOUT_PART,
        CHAIR_MISSING,
        CHAIR_DISQUALIFIED,
        CHAIR_ABSENT,
        ADJUSTER_MISSING,
        ADJUSTER_DISQUALIFIED,
        ADJUSTER_ABSENT,
        ADJUSTER_IS_CHAIR,
        SERVED_BY_NOBODY,
        ADJUSTER_CONTRADICTED,
        ADJUSTMENT_DAY_TOO_LATE,
    }
)
