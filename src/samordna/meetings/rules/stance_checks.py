"""Where written words say yes and the outcome is not a yes, or the reverse, whatever the paragraph
is about; and where they give money at an outcome that grants none.

What a proposal says itself is measured against the proposal: *Enligt förslaget* of a proposal to
refuse a motion refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from samordna.kernel.findings import Finding, Severity, Where
from samordna.kernel.money import format_kr
from samordna.kernel.wording.clauses import WRITTEN, Clause, same_words
from samordna.kernel.wording.shares import summed_shares
from samordna.kernel.wording.stances import (
    is_about,
    of_no,
    refuses_anyhow,
    says_no,
    says_yes_in,
    stems_of,
    sum_given,
)
from samordna.meetings.rules import codes
from samordna.meetings.rules.blocks import Act
from samordna.meetings.rules.outcomes import GRANTING, Outcome
from samordna.meetings.rules.said_checks import written_clauses
from samordna.meetings.rules.treated import TreatedBlock, TreatedItem

_COMES_BACK: Final = (
    r"\bbordl\w+|\buppsk\w+|\bskjut\w*\s+upp\b|\bavvakt\w*|\bvila(?:r|nde)?\b|\bsenare\b"
    r"|\b(?:nästa|kommande|ett\s+senare)\s+(?:ordinarie\s+)?(?:sammanträde|möte|styrelsemöte)\w*"
    r"|\bigen\b|\bpå\s+nytt\b|\båterkom\w*|\båter(?:komma|upptas?)\b|\bta(?:s)?\s+upp\b"
)
#: Any words by which an outcome is told.
_TELLS: Final = {
    Outcome.POSTPONED: re.compile(_COMES_BACK, re.IGNORECASE),
    Outcome.REMITTED: re.compile(
        rf"{_COMES_BACK}|\båter(?:remi\w*|sänd\w*|gå\w*|lämna\w*|förvisa\w*)?\b|\btillbaka\b"
        r"|\bi\s+retur\b|\bkomplett\w+|\b(?:vidare|fortsatt|ny)\s+beredning\b|\bbered\w*",
        re.IGNORECASE,
    ),
    Outcome.NOTED: re.compile(
        r"\btill\s+handlingarna\b|\bnoter\w*|\bta(?:r)?\s+del\b|\binformer\w*|\bkännedom\b",
        re.IGNORECASE,
    ),
}
#: What is approved when it is put on file, and stays information: ”godkänna redovisningen”.
_INFORMATION = re.compile(
    r"^(?:\S+\s+){0,2}?\w*(?:redovisning|rapport|information|informationsp|uppföljning|bokslut"
    r"|prognos|protokoll|minnesanteckning|dagordning|föredragning|dragning|presentation|genomgång"
    r"|utvärdering|redogörelse|anmälan|anmälning|delegation|berättelse|statistik|skrivelse|svar|sammanställning|revision|kontroll|avrapportering"
    r"|statusuppdatering|lägesbild|närvaro)\w*",
    re.IGNORECASE,
)
#: What cannot be said of information.
_DECIDES = re.compile(
    r"\b(?:antar?|antas|bifall\w*|tillstyrk\w*|bevilj\w*|säg(?:a|er)\s+ja)\b", re.IGNORECASE
)
#: Weak yeses, which what is put on file may hold.
_SUPPORTS = re.compile(r"\bställ(?:a|er)\s+sig\b|\binstämm(?:a|er)\b", re.IGNORECASE)
#: Another currency, or money that is to be paid back: no grant is of either.
_OTHER_MONEY: Final = re.compile(
    r"\b(?:euro|eur|dollar|usd|norska\s+kronor|danska\s+kronor)\b|\bsom\s+(?:ett\s+)?lån\b",
    re.IGNORECASE,
)
#: Words by which less comes of a grant, or nothing.
_CUTS: Final = re.compile(
    r"\b(?:sänks?|sänka|minskas?|begränsas?|reduceras?|halveras?|upphäv\w*|återkallas?|läggs\s+ned"
    r"|lägga\s+ned|skjuts\s+upp|skjuta\s+upp|finansieras\s+inte|lämnas\s+(?:inget|inga|inte)"
    r"|får\s+ingen\s+verkan|villkoras|(?:utgår|betalas)\s+(?:inget|inga))\b",
    re.IGNORECASE,
)
#: The act that each outcome is, in any of its forms.
_ACT: Final = {
    Outcome.REJECTED: r"avsl(?:å|ås|år|agits)",
    Outcome.POSTPONED: r"bordl\w+",
    Outcome.REMITTED: r"återremi\w+",
}
#: ”inte avslå”, ”kan inte avslås”, ”avslå förslaget att avslå”, ”avslå yrkandet om bordläggning”.
_DENIES_ITSELF: Final = {
    outcome: re.compile(
        rf"\b(?:inte|ej|icke|aldrig)\s+(?:heller\s+|nu\s+)?{act}\b"
        rf"|\bavsl(?:å|ås|år)\s+(?:\S+\s+){{0,2}}?(?:om|att)\s+(?:{act}|{noun})\b",
        re.IGNORECASE,
    )
    for (outcome, act), noun in zip(
        _ACT.items(), ("avslag", "bordläggning", "återremiss"), strict=True
    )
}
_WAY: Final = "Rätta texten, återställ orden eller rätta utgången."


def stance_findings(where: str, item: TreatedItem) -> list[Finding]:
    """What says the contrary of the outcome: the first that is certain, or else what is doubtful
    as a warning. An item whose outcome is *Inget beslut* has no words of its own."""
    if item.outcome is None or item.outcome is Outcome.UNDECIDED:
        return []
    if item.outcome in GRANTING:
        said = _takes_back(item) if item.about_money else _says_no(item)
    else:
        said = [
            *_gives(item),
            *_denies_itself(item, item.outcome),
            *_says_yes(item, item.outcome),
        ]
    if not said:
        return []
    certain, what, way = max(said, key=lambda one: one[0])
    if not certain:
        way = "Stämmer de inte överens, rätta texten eller utgången."
    code = codes.OUTCOME_CONTRADICTED if certain else codes.OUTCOME_DOUBTED
    severity = Severity.ERROR if certain else Severity.WARNING
    message = f"{where} har utgången ”{item.outcome.label}”, men {what}. {way}"
    return [Finding(code, severity, message, Where(field=where))]


#: Whether it is certain, what is wrong and what to do.
_Said = tuple[bool, str, str]


def as_proposed(item: TreatedItem, clause: Clause) -> bool:
    """Whether a clause of a granting outcome says what was proposed: to table, to refuse."""
    text = clause.says(item.facts)
    planned = item.planned or ()
    return item.outcome in GRANTING and any(same_words(text, line) for line in planned)


def refuses_something_else(item: TreatedItem, clause: Clause) -> bool:
    """Whether a refusing clause of an item about no application may go with a yes: it was proposed
    to refuse, nothing was, or the clause says yes as well (”… utom punkt 3, som avslås”)."""
    text = clause.says(item.facts)
    speaks = re.search(r"förslag|ärende", text, re.IGNORECASE) is not None
    return proposes_no(item) or bool(says_yes_in(text)) or not (item.planned or speaks)


def proposes_no(item: TreatedItem) -> bool:
    """Whether it was proposed to say no: to refuse a motion, not to take a fee."""
    planned = item.planned or ()
    return any(says_no(line) or re.match(r"(?:inte|ej)\b", line) for line in planned)


def _says_yes(item: TreatedItem, outcome: Outcome) -> list[_Said]:
    """Words that say yes where the outcome does not."""
    planned = list(item.planned or ())
    refusing = not item.about_money and proposes_no(item)
    granted = [line for line in planned if not _fits(line, outcome)]
    if item.about_money:
        granted += [item.facts.name, "insatsen", "projektet", "medel", "stödet", "bidraget"]
    told = _tells(item.main, item, outcome)
    found: list[_Said] = []
    for block in item.blocks:
        if block.act in (Act.INFORMS, Act.NOTHING):
            continue
        for clause in filter(_is_written, block.clauses):
            text = clause.says(item.facts)
            for said in says_yes_in(text):
                same = is_about(said, granted)
                if not block.main and not (same and stems_of(said)):
                    continue
                if outcome is Outcome.NOTED and _INFORMATION.search(said):
                    continue
                weak = outcome is Outcome.NOTED and _SUPPORTS.search(text) is not None
                decides = outcome is not Outcome.NOTED or _DECIDES.search(text) is not None
                certain = (same or (decides and not told)) and not refusing and not weak
                found.append((certain, f"en att-sats säger ja: ”{_short(text)}”", _WAY))
            if not found and block.main and any(same_words(text, line) for line in granted):
                certain = not told and not refusing
                what = f"en att-sats säger det som var föreslaget: ”{_short(text)}”"
                found.append((certain, what, _WAY))
    return found or _unsaid(item, outcome, planned, told=told)


def _unsaid(
    item: TreatedItem, outcome: Outcome, planned: Sequence[str], *, told: bool
) -> list[_Said]:
    """Own words in which nothing tells the outcome; certain where they speak of what was proposed
    as if it were to be."""
    own = [clause.says(item.facts) for clause in item.main.clauses if _is_written(clause)]
    if told or not any(own) or outcome is Outcome.NOTED or item.main.act is Act.NOTHING:
        return []
    about = {stem for line in planned for stem in stems_of(line)} | {"försla"}
    speaks = next((text for text in own if text and stems_of(text) & about), "")
    certain = bool(speaks) and not item.about_money and not proposes_no(item)
    what = f"ingen att-sats säger det: ”{_short(speaks or next(filter(None, own)))}”"
    return [(certain and not _leaves_room(speaks), what, _WAY)]


def _leaves_room(text: str) -> bool:
    """Whether a text asks or tells of something, rather than settling what was proposed."""
    return bool(re.search(r"\batt\b|\bom\b|\bnoter|\bremi|\bbered|\buppdra|\butred", text, re.I))


def _says_no(item: TreatedItem) -> list[_Said]:
    """Words that say no where the outcome says yes; not where it was proposed to say no."""
    planned = list(item.planned or ())
    if proposes_no(item) or item.main.act in (Act.INFORMS, Act.NOTHING):
        return []
    texts = [clause.says(item.facts) for clause in item.main.clauses]
    own = [c.says(item.facts) for c in item.main.clauses if _is_written(c)]
    refusing = [text for text in own if says_no(text)]
    if not refusing or any(says_yes_in(text) for text in texts):
        return []
    rest = [text for text in texts if text and text not in refusing]
    # Without a proposal there is nothing that the outcome says yes to.
    certain = not rest and any(is_about(of_no(text), planned) for text in refusing) and planned
    return [(bool(certain), f"en att-sats säger nej: ”{_short(refusing[0])}”", _WAY)]


def _takes_back(item: TreatedItem) -> list[_Said]:
    """What somebody has written beside a grant that may make it another: a sum that no amount has,
    words that cut or end it, and money that is none of ours. Conditions may have sums, so that only
    the last is certain."""
    right, planned = _known_sums(item), item.planned or ()
    found: list[_Said] = []
    for block in item.blocks:
        if block.act in (Act.INFORMS, Act.NOTHING):
            continue
        for clause in block.clauses:
            text = clause.says(item.facts)
            if not clause.edited or any(same_words(text, line) for line in planned):
                continue
            if other := _OTHER_MONEY.search(text):
                what = f"en att-sats säger ”{other[0]}”: ”{_short(text)}”. Belopp beviljas i kronor"
                found.append((True, what, "Rätta texten."))
            elif (kr := sum_given(text, right)[0]) and kr not in right:
                what = f"en att-sats nämner {format_kr(kr)}, som inget belopp har: ”{_short(text)}”"
                found.append((False, what, _WAY))
            elif cuts := _CUTS.search(text):
                found.append((False, f"en att-sats säger ”{cuts[0]}”: ”{_short(text)}”", _WAY))
    return found


def _known_sums(item: TreatedItem) -> set[int]:
    """What is sought, granted and proposed, in all, each year and to each owner, in kronor."""
    right = {item.sought_kr or 0, *item.sought_sums}
    for facts in filter(None, (item.facts, item.proposed)):
        right |= {facts.amount_kr, *summed_shares(facts.shares)}
    return right


def _denies_itself(item: TreatedItem, outcome: Outcome) -> list[_Said]:
    """Words that say that the outcome is not what is done; not where that was proposed."""
    pattern = _DENIES_ITSELF.get(outcome)
    if pattern is None or item.main.act in (Act.INFORMS, Act.NOTHING):
        return []
    planned = item.planned or ()
    texts = [clause.says(item.facts) for clause in filter(_is_written, item.main.clauses)]
    denied = [
        text
        for text in texts
        if pattern.search(text) and not any(same_words(text, line) for line in planned)
    ]
    return [(True, f"en att-sats säger motsatsen: ”{_short(text)}”", _WAY) for text in denied[:1]]


def _gives(item: TreatedItem) -> list[_Said]:
    """Sums that written words give of an application that is not granted."""
    if not item.about_money:
        return []
    facts, right = item.facts, _known_sums(item)
    deciding = {
        id(clause)
        for block in item.blocks
        if block.act not in (Act.INFORMS, Act.NOTHING)
        for clause in block.clauses
    }
    found: list[_Said] = []
    for clause in written_clauses(item):
        kr, certain = sum_given(clause.says(facts), right) if id(clause) in deciding else (0, False)
        if kr:
            what = f"en att-sats nämner {format_kr(kr)}: ”{_short(clause.says(facts))}”"
            way = (
                "Då beviljas inget: ta bort beloppet, skriv att det är vad som söks eller "
                "återstår, eller rätta utgången."
            )
            found.append((certain, what, way))
    return found


def _is_written(clause: Clause) -> bool:
    return clause.edited or clause.kind in WRITTEN


def _fits(line: str, outcome: Outcome) -> bool:
    """Whether a proposed line says the outcome itself: ”lägga informationen till handlingarna”."""
    return outcome in _TELLS and _TELLS[outcome].search(line) is not None


def _tells(block: TreatedBlock, item: TreatedItem, outcome: Outcome) -> bool:
    """Whether any clause of a block tells the outcome, in any words; made ones always do."""
    for clause in block.clauses:
        text = clause.says(item.facts)
        if not text:
            continue
        if not _is_written(clause):
            return True
        if outcome is Outcome.REJECTED:
            if refuses_anyhow(text):
                return True
        elif _TELLS[outcome].search(text):
            return True
    return False


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
