"""What a body that prepares has proposed of an application, as the board's item gets it."""

from __future__ import annotations

from dataclasses import replace

from samordna.funding.models import Statement
from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr
from samordna.kernel.wording.clauses import REFUSED, Clause, numbered
from samordna.meetings.models import Treatment
from samordna.meetings.papers.words import body_in_text
from samordna.meetings.rules.blocks import Act, blocks_of
from samordna.meetings.rules.clauses import with_endings
from samordna.meetings.rules.outcomes import GRANTING, Outcome


def with_sources(background: str, proposed_in: Treatment, statement: Statement) -> str:
    """The background of the board's item, below who has proposed what."""
    return f"{_sources(proposed_in, statement)}\n\n{background}".strip()


def without_sources(background: str, proposed_in: Treatment, statement: Statement) -> str:
    """The background as it was before :func:`with_sources`, and as the office has changed it."""
    return background.removeprefix(_sources(proposed_in, statement)).strip()


def _sources(proposed_in: Treatment, statement: Statement) -> str:
    """Who proposes what: the body that prepared, in its paragraph, and the statement before it."""
    meeting = proposed_in.item.meeting
    by = body_in_text(meeting)
    said = [f"att {clause}" for clause in with_endings(proposed_in.proposes)]
    # Several stand a line each, as they do in the paragraph.
    quoted = f", {said[0]} " if len(said) == 1 else "\n".join([":", *said, ""])
    meaning = f"{proposed_in.meaning} " if proposed_in.meaning else ""
    stated = sum(row.amount_kr for row in statement.amounts.all())
    return (
        f"{by[:1].upper()}{by[1:]} föreslog den {format_long(meeting.held_on)}, "
        f"§ {proposed_in.paragraph}/{meeting.held_on.year}{quoted}"
        f"{meaning}Tjänsteutlåtandet föreslår {kr_or_refusal(stated)}.{_said_beside(proposed_in)}"
    )


def kr_or_refusal(kr: int) -> str:
    """What a statement proposes, in a word or an amount."""
    return format_kr(kr) if kr else "avslag"


def _said_beside(proposed_in: Treatment) -> str:
    """What the body said itself beside its proposal, such as on which terms it goes on to the
    board: a line a block, in the words of its minutes."""
    proposed = set(with_endings(proposed_in.proposes))
    return "".join(
        "\n" + " ".join([lead.removesuffix(" att"), *(f"att {clause}" for clause in clauses)])
        for lead, clauses in proposed_in.minuted
        if clauses and proposed.isdisjoint(clauses)
    )


def proposed_clauses(treatment: Treatment) -> list[Clause]:
    """The clauses of a paragraph as a proposal to the board: those that stand, and what it would be
    otherwise in the words that are made."""
    outcome = Outcome(treatment.outcome)
    when = "" if outcome in GRANTING else str(outcome)
    others = {"", REFUSED} - {when}
    blocks = blocks_of(treatment.blocks)
    told = [b for b in blocks if b.main or b.act is Act.PROPOSES]
    standing = [replace(c, when=when) for b in told for c in b.standing(outcome)]
    against = [replace(c, own=None) for b in told if b.main for c in b.clauses if c.when in others]
    return numbered([*standing, *(clause for clause in against if clause.words)])
