"""Att-clauses as data: a kind and words with places for facts, and own words where somebody wrote.

What a clause says is made of its words and the facts, every time it is read: an amount that is
changed, or an outcome, is never contradicted by a text that was saved before. Somebody may write
other words; those are kept as that clause's own, and may be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from itertools import count
from typing import Any, Final

from samordna.kernel.choices import Choice
from samordna.kernel.dates import format_long
from samordna.kernel.money import format_kr, with_hard_spaces
from samordna.kernel.ordering import party_key
from samordna.kernel.payouts import PayoutRule, payout_words
from samordna.kernel.wording.limits import sum_written_anew
from samordna.kernel.wording.receivers import NO_NAMES, Names
from samordna.kernel.wording.shares import Share

_LEADING_ATT = re.compile(r"^(?:[-–•*]\s*)?(?:att\b[\s:]*)+", re.IGNORECASE)
#: Blanks that may become one: a hard space holds an amount together, and stays.
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_LAST_WORD = re.compile(r"\b(?:och|samt)$", re.IGNORECASE)
_PLACE = re.compile(r"\{(\w+)\}")

#: A clause that stands whatever the outcome, as long as something is decided.
ALWAYS: Final = "always"
#: The outcome at which what refuses stands.
REFUSED: Final = "rejected"


class ClauseKind(Choice):
    """What an att-clause does."""

    GRANT = "grant", "Beviljar"
    CONDITION = "condition", "Villkor"
    PAYOUT = "payout", "Utbetalning"
    PROPOSED = "proposed", "Förslag"
    FORMAL = "formal", "Formalia"
    REFUSE = "refuse", "Avslår"
    POSTPONE = "postpone", "Bordlägger"
    REMIT = "remit", "Återremitterar"
    FILE = "file", "Lägger till handlingarna"
    FREE = "free", "Fri text"
    # Made of other rows than the proposal, and never stored:
    ADJUSTER = "adjuster", "Utser justerare"
    ELECTED = "elected", "Väljer"
    DISTRIBUTION = "distribution", "Fördelar"
    REST = "rest", "Det som inte beviljas"


#: Clauses whose words are the secretary's or the office's, and not made of data.
WRITTEN: Final = frozenset({ClauseKind.PROPOSED, ClauseKind.FREE})


@dataclass(frozen=True, slots=True)
class Facts:
    """What clauses rest on. ``amount_kr`` is whole kronor in all, ``years`` those that have any;
    ``owner`` is the name of the *insatsägare*, ``owners`` those of who gets it, ``shares`` what
    each party gets for each year, in the order of ``party_key``; ``names`` those that the
    association knows besides, for who reads what is written; ``short`` tells that
    less is granted than was applied for. ``proposes`` is the outcome that somebody has proposed
    where that is not to grant: to refuse, to table or to send back."""

    name: str = ""
    amount_kr: int = 0
    start: date | None = None
    end: date | None = None
    payout: PayoutRule | None = None
    owner: str = ""
    owners: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    shares: tuple[Share, ...] = ()
    names: Names = NO_NAMES
    short: bool = False
    proposes: str = ""

    def of_year(self, year: int) -> int:
        """What all get for a year, in kronor."""
        return sum(share.kr for share in self.shares if share.year == year)

    def with_shares(self, shares: Iterable[Share]) -> Facts:
        """The facts with what each party gets, the owner first and year by year."""
        ordered = sorted(shares, key=lambda s: (party_key(s.name, self.owner), s.year))
        given = [share for share in ordered if share.kr]
        return replace(
            self,
            amount_kr=sum(share.kr for share in given),
            owners=tuple(dict.fromkeys(share.name for share in given)),
            years=tuple(sorted({share.year for share in given})),
            shares=tuple(ordered),
        )

    @property
    def in_words(self) -> dict[str, str]:
        """The facts by the names of their places in the words of a clause."""
        known = {
            "amount": format_kr(self.amount_kr),
            "from": format_long(self.start) if self.start else "…",
            "to": format_long(self.end) if self.end else "…",
            "payout": payout_words(self.payout) if self.payout else "",
        }
        return {"name": self.name, **known} if self.name else known


@dataclass(frozen=True, slots=True)
class Clause:
    """An att-clause. ``words`` have places such as ``{amount}``; ``own`` are the words that
    somebody wrote instead, empty where the clause was struck. ``when`` is the outcome at which it
    stands (empty: when what was proposed is granted, :data:`ALWAYS`: at any). ``key`` tells it
    from the others of its list."""

    kind: ClauseKind
    words: str = ""
    own: str | None = None
    when: str = ""
    key: int = 0

    @property
    def edited(self) -> bool:
        """Whether a person has written its words."""
        return self.own is not None

    def made(self, facts: Facts) -> str:
        """What it says by itself. A place that no fact is known for stays as it is written."""
        known = facts.in_words
        return _PLACE.sub(lambda place: known.get(place[1], place[0]), self.words)

    def says(self, facts: Facts) -> str:
        """What it says: its own words, or those that are made."""
        return self.made(facts) if self.own is None else self.own

    def as_dict(self) -> dict[str, Any]:
        """The clause as a row keeps it."""
        return {
            "kind": str(self.kind),
            "words": self.words,
            "own": self.own,
            "when": self.when,
            "key": self.key,
        }


def clause_of(kept: Mapping[str, Any]) -> Clause:
    """The clause that a row keeps."""
    return Clause(
        kind=ClauseKind(kept["kind"]),
        words=kept.get("words", ""),
        own=kept.get("own"),
        when=kept.get("when", ""),
        key=kept.get("key", 0),
    )


def clauses_of(kept: Iterable[Mapping[str, Any]]) -> list[Clause]:
    """The clauses that a row keeps, in order."""
    return [clause_of(one) for one in kept]


def kept(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    """Clauses as a row keeps them."""
    return [clause.as_dict() for clause in clauses]


def numbered(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses with a key each, from 1."""
    return [replace(clause, key=key) for key, clause in enumerate(clauses, start=1)]


def proposed(texts: Iterable[str], kind: ClauseKind = ClauseKind.PROPOSED) -> list[Clause]:
    """Plain texts as clauses of a proposal, with keys."""
    return numbered(Clause(kind, words=text) for text in texts)


def proposes(clauses: Iterable[Clause], facts: Facts) -> str:
    """The outcome that is proposed, where that is not to grant: what somebody has proposed, or to
    refuse where nothing is to be granted. Empty otherwise."""
    if facts.proposes or facts.amount_kr:
        return facts.proposes
    return REFUSED if any(clause.when == REFUSED for clause in clauses) else ""


def proposal_of(clauses: Sequence[Clause], facts: Facts) -> list[Clause]:
    """The clauses of a proposal that stand: those that grant, or where something else is proposed
    those of that, and whatever somebody has added."""
    if not (outcome := proposes(clauses, facts)):
        return [clause for clause in clauses if clause.when != REFUSED]
    return [c for c in clauses if c.when == outcome or c.kind is ClauseKind.PROPOSED]


def said(clauses: Iterable[Clause], facts: Facts) -> list[str]:
    """What the clauses say, without those that were struck."""
    return [text for clause in clauses if (text := clause.says(facts))]


# What people write --------------------------------------------------------------------------------


def bare_clause(text: str) -> str:
    """Return a clause without ”att” before it and without the punctuation after it.

    Hard spaces stay.
    """
    bare = _LEADING_ATT.sub("", _BLANKS.sub(" ", text).strip())
    # Not by one pattern: tried from every place in some thousand commas, it takes minutes.
    return _LAST_WORD.sub("", bare).rstrip(" \u00a0\u202f,;.")


def typed_clause(text: str) -> str:
    """A clause as somebody typed it: bare, and with its amounts set with hard spaces again."""
    return bare_clause(with_hard_spaces(text))


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their spaces and punctuation."""
    return bare_clause(one).split() == bare_clause(other).split()


def is_own(clause: Clause, facts: Facts) -> bool:
    """Whether the words of a clause are a person's, and say something else than those that are
    made, whatever their spaces, punctuation and capitals. One that was struck has none."""
    if clause.kind in WRITTEN:
        return True
    made = clause.made(facts) if clause.words else ""
    return bool(clause.own) and not same_words((clause.own or "").casefold(), made.casefold())


def without_figures(text: str) -> list[str]:
    """The words of a text without its figures, to see whether two differ in these alone."""
    return [word for word in bare_clause(text).split() if not word.strip(",.").isdecimal()]


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause as a page showed it to who then wrote: its key, its words, and whether they were
    a person's."""

    key: int
    text: str
    edited: bool = False


def shown(clauses: Iterable[Clause], facts: Facts) -> list[Shown]:
    """The clauses as a page shows them, without those that were struck."""
    return [Shown(c.key, text, c.edited) for c in clauses if (text := c.says(facts))]


def reworded(
    clauses: Sequence[Clause],
    before: Sequence[Shown],
    typed: Sequence[str],
    facts: Facts,
    *,
    added: Clause,
) -> list[Clause]:
    """The clauses after somebody has changed some of the lines that a page showed.

    A line that came back unchanged leaves its clause as it was read; a changed one becomes the
    clause's own words, or the made ones again if it says the same; a missing line strikes its
    clause; a new one becomes a clause like ``added``, where it was written.
    """
    texts = [typed_clause(text) for text in typed]
    lines = [" ".join(bare_clause(line.text).split()) for line in before]
    matcher = SequenceMatcher(None, lines, [" ".join(t.split()) for t in texts], autojunk=False)
    pairs: list[tuple[Shown, str]] = []
    new: dict[int, list[str]] = {}
    for _, low, high, first, last in matcher.get_opcodes():
        both = min(high - low, last - first)
        pairs += zip(before[low : low + both], texts[first : first + both], strict=True)
        pairs += [(line, "") for line in before[low + both : high]]
        if last - first > both:
            after = before[low + both - 1].key if low + both else 0
            new.setdefault(after, []).extend(texts[first + both : last])
    return written(clauses, pairs, new, facts, added=added)


def written(
    clauses: Sequence[Clause],
    pairs: Iterable[tuple[Shown, str]],
    new: Mapping[int, Sequence[str]],
    facts: Facts,
    *,
    added: Clause,
) -> list[Clause]:
    """The clauses with what was written in each, and new ones by the key of the one before them.

    A clause that was shown and has been taken away meanwhile comes again as it was written.
    """
    typed = {line.key: (line, typed_clause(text)) for line, text in pairs}
    alike = [clause for clause in clauses if clause.when == added.when]
    new, gone_on = _gone_on(alike, typed, new)
    known = {clause.key for clause in clauses}
    lost = [text for key, (_, text) in typed.items() if key not in known]
    lines: dict[int, list[str]] = {}
    for key, texts in [*new.items(), (max(known, default=0), lost)]:
        place = key if key in known else 0
        # Written after a line of another outcome: last of those that it stands with.
        if alike and any(c.key == key and c.when not in (added.when, ALWAYS) for c in clauses):
            place = alike[-1].key
        lines.setdefault(place, []).extend(filter(None, map(typed_clause, texts)))
    keys = count(max(known, default=0) + 1)
    found = [replace(added, own=text, key=next(keys)) for text in lines.get(0, ())]
    for clause in clauses:
        now = _as_written(clause, *typed[clause.key], facts) if clause.key in typed else clause
        if clause.key in gone_on:
            now = replace(clause, own=gone_on[clause.key])
        if now.words or now.own:
            found.append(now)
        found += [replace(added, own=text, key=next(keys)) for text in lines.get(clause.key, ())]
    return found


def sum_typed(
    clauses: Iterable[Clause], before: Sequence[Shown], typed: Sequence[str], facts: Facts
) -> tuple[str, str, int] | None:
    """The sum that somebody has typed in the clause that names what is granted, in words that are
    the made ones but for it: the text as it was typed, as it is made, and the kronor. A page that
    saves meanwhile may have kept half of it as somebody's own words; a line that came back as it
    was shown says nothing new."""
    shown_keys = {line.key for line in before}
    made = [c.made(facts) for c in clauses if "{amount}" in c.words and c.key in shown_keys]
    for text in typed:
        if any(same_words(line.text, typed_clause(text)) for line in before):
            continue
        for words in made:
            if (kr := sum_written_anew(words, typed_clause(text))) is not None:
                return text, words, kr
    return None


def _gone_on(
    clauses: Sequence[Clause], shown: Collection[int], new: Mapping[int, Sequence[str]]
) -> tuple[dict[int, list[str]], dict[int, str]]:
    """The new lines apart from those that go on with one that was saved while it was written.

    A page that is saved meanwhile may not know yet that its line became a clause.
    """
    unseen = {c.key: c.own for c in clauses if c.own and not c.words and c.key not in shown}
    left: dict[int, list[str]] = {}
    found: dict[int, str] = {}
    for after, texts in new.items():
        for text in map(typed_clause, texts):
            key = next(
                (
                    key
                    for key, own in unseen.items()
                    if key not in found and text and (text.startswith(own) or own.startswith(text))
                ),
                None,
            )
            if key is None:
                left.setdefault(after, []).append(text)
            else:
                found[key] = text
    return left, found


def _as_written(clause: Clause, before: Shown, text: str, facts: Facts) -> Clause:
    unchanged = same_words(before.text, text)
    as_made = bool(clause.words) and same_words(clause.made(facts), text)
    if as_made or (unchanged and not before.edited and clause.words):
        return replace(clause, own=None)
    return replace(clause, own=text)


def restored(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses with the words that are made; what has only own words stays."""
    return [replace(clause, own=None) if clause.words else clause for clause in clauses]
