"""Sentences of free text that say that something is decided here and now: by the body, by the
association, or by nobody named. Not what is proposed, asked for, presupposed or was decided once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from samordna.kernel.wording.limits import sums_in
from samordna.kernel.wording.speech import Says, acts_in, gives_money, speaks

_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ0-9”\"–-])|\n+(?!att\s)|;\s")
#: A part begins anew at ”men”, or ”och styrelsen”: what is proposed before is not proposed after.
_OURS: Final = r"styrelsen|förbundet|samordningsförbundet|sammanträdet|mötet|vi|man"
_TURNS: Final = re.compile(
    rf",?\s(?:men|dock|däremot)\s|,?\s(?:och|samt)\s(?=(?:{_OURS})\b)", re.IGNORECASE
)
_ACTIVE: Final = re.compile(
    r"\b(?:beviljar|avslår|bordlägger|återremitterar|bifaller|godkänner|tilldelar|anslår|upphäver"
    r"|återkallar"
    # Not ”styrelsen beslutar i september”, which tells how it is done.
    r"|beslutar(?=(?:\s+\w+){0,3}?\s+(?:att|bevilja|avslå|bordlägga|återremittera|bifalla|enligt"
    r"|följande)\b|\s*:))\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"\b(?:beviljas|avslås|bordläggs|återremitteras|bifalls|godkänns|upphävs|återkallas)\b",
    re.IGNORECASE,
)
#: What is decided about, where nobody is named who decides.
_MATTER: Final = re.compile(
    r"\bansök\w*|\bmed(?:el|len)\b|\b\w*belopp\w*|\bsumman?\b|\bkr\b|\bkronor\b|\bmkr\b|\bärendet\b"
    r"|\b(?:stödet|bidraget|anslaget|insatsen|projektet|beslutet|allt|resten)\b",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"\b(?:\w*utskottet|\w*nämnden|\w*kommun(?:en|erna)?|\w*region(?:en|er)?|kansliet|fullmäktige"
    r"|\w*kassan|\w*förmedlingen|\w*myndighet(?:en|er)?|\w*gruppen|sökanden|parterna|länsstyrelsen"
    r"|förvaltningen|staten|regeringen|riksdagen|domstolen|\w*rätten|arbetsgivar\w*|fk|af|csn)\b",
    re.IGNORECASE,
)
#: ”arbetsutskottet beslutar att”, and what was decided once
_OF_OTHERS: Final = re.compile(
    rf"{_OTHERS.pattern}(?:\s+har)?\s+beslut\w*|\bbeslut(?:ade|ades|at|ats)\b", re.IGNORECASE
)
#: ”kansliet föreslår att”, ”förslaget innebär:”, ”kommunen ansöker om att”
_PROPOSED: Final = re.compile(
    r"\b(?:föresl\w+|förslaget\s+(?:är|innebär|lyder|var|innebar)|förslag(?:et)?\s+till\s+beslut"
    r"|yrka\w*|begär\w*|önska\w*|ber|bad|bett|ansök(?:er|te|t)|sök(?:er|te|t)|hemställ\w*"
    r"|tillstyrk\w*|förord\w*|anser|ansåg|bedöm\w*|rekommender\w*|vill|ville|hoppas|räknar\s+med"
    r"|förutsätt\w*|kräv\w*|fråga\w*)\b",
    re.IGNORECASE,
)
_THAT: Final = re.compile(r"\batt\b|:", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"\b(?:och|samt)\s*$", re.IGNORECASE)
#: How far back what a verb hangs on is sought, in characters.
_BACK: Final = 600
_MAY: Final = re.compile(
    r"\b(?:bör|kan|får|kunde|skulle|måste|föreslås|begärs|må|borde|kunna|behöver|ska|skall)"
    r"(?:\s+\w+){0,2}\s*$",
    re.IGNORECASE,
)
_PRESUPPOSED: Final = re.compile(
    r"(?:^|[,:(]\s*|\b(?:och|även|också|bara|endast|först|beror\s+på|frågan)\s+)om\s"
    r"|\b(?:när|innan|tills|såvida|ifall|huruvida|förutsatt|förutsättning|villkor|sedan|så\s+länge"
    r"|därest|i\s+det\s+fall)\b|\bsom(?:\s+\w+){0,3}\s*$",
    re.IGNORECASE,
)
_SAYS_YES: Final = re.compile(
    r"\b(?:(?:bevilja|tilldela|utbetala)[rs]?|bifall(?:a|s|er))\b", re.IGNORECASE
)
_MONEY: Final = re.compile(
    r"\b(?:med(?:el|len)|pengar\w*|\w*belopp\w*|summan?|stöd\w*|bidrag\w*|anslag\w*|insats\w*"
    r"|projekt\w*|ansök\w*|sökt\w*|finansiering\w*)\b",
    re.IGNORECASE,
)
_NO_MONEY: Final = re.compile(
    r"\b(?:anstånd|uppskov|entledigande|dispens|undantag|ansvarsfrihet|ledighet|\w+rätt)\b",
    re.IGNORECASE,
)
#: ”bevilja Samspel förlängd tid för slutrapporten”
_TIME: Final = re.compile(r"\bförlängd\s+tid\b", re.IGNORECASE)
#: Beside a sum these may give it, whatever stands around them: ”konstatera att Samspel får 5 mkr”.
_GIVING: Final = re.compile(
    r"\b(?:bevilj|tilldel|bifall|anslå|anslag|utbetal|utge|erhåll|tillfall|tillskjut|tillskott)\w*"
    r"|\b(?:får|fick|ges?|ger|lämna[rs]?|betala[rs]?|stödj\w+|stöds|finansiera[rs]?|bidrar?)\b",
    re.IGNORECASE,
)
#: ”Samspel får medel”
_GETS: Final = re.compile(
    r"\b(?:får|erhåll(?:a|er)|tilldela[rs]?|ges?|ger|lämna[rs]?)\s+(?:\w+\s+){0,4}?"
    r"(?:med(?:el|len)|pengar\w*|belopp\w*|bidrag\w*|anslag\w*|finansiering\w*)\b",
    re.IGNORECASE,
)
#: Words that take something back, whatever is denied, asked for or taken back.
_BACK_WORDS: Final = re.compile(
    r"\b(?:upphäv|återkall|återta|återgå|ogiltig|ompröv|annuller|makuler)\w*|\bhäv(?:a|s|er|t|d)?\b"
    r"|\bdra(?:s|r|gs|gas|gits)?\s+(?:\w+\s+){0,4}?(?:in|tillbaka)\b|\briv(?:a|s|er)\s+upp\b"
    r"|\b(?:indrag|tillbakadrag|indras)\w*",
    re.IGNORECASE,
)
_REVOKES: Final = re.compile(
    r"\b(?:upphäv(?:a|s|er|as)?|återkalla[rs]?|återta[rs]?|dra[rs]?\s+(?:in|tillbaka)|riva\s+upp"
    r"|rivs\s+upp|häv(?:a|s|er)|ogiltigförklara[rs]?|ompröva[rs]?"
    r"|(?:ändra[rs]?|höj(?:a|s|er)|sänk(?:a|s|er)|halvera[rs]?|minska[rs]?))\b",
    re.IGNORECASE,
)
_REVOKED: Final = re.compile(
    r"\bbeslut(?:et|en|ets)?\b|\bbevilja(?:t|de|nde\w*)\b|\bansök\w*|\binsats\w*|\bmed(?:el|len)\b"
    r"|\b(?:stöd|bidrag|anslag|tilldelning|belopp)\w*",
    re.IGNORECASE,
)

_SHARE: Final = re.compile(
    r"\bbeslut(?:et|en|ets)?\b|\bbevilj\w*|\bmed(?:el|len)\b"
    r"|\b(?:stöd|bidrag|anslag|tilldelning|belopp)\w*",
    re.IGNORECASE,
)


def deciding_sentences(text: str, ours: Iterable[str] = ()) -> list[str]:
    """The sentences of a text that say in the present tense that one of ``ours`` decides (besides
    *styrelsen*, *förbundet* and *vi*), or that money or an application is decided on."""
    names = "|".join([_OURS, *(re.escape(one) for one in ours if one)])
    own = re.compile(rf"\b(?:{names})\b", re.IGNORECASE)
    sentences = (sentence.strip() for sentence in _SENTENCES.split(text))
    return [one for one in sentences if any(_decides(part, own) for part in _TURNS.split(one))]


def speaks_of_money(text: str) -> bool:
    """Whether a text of an item about no application may grant money, settle an application or take
    back a decision: ”bevilja Ung framtid 50 000 kr”, ”återkalla beslutet om Ung framtid”."""
    if gives_or_takes(text) or revokes(text) or (sums_in(text) and _GIVING.search(text)):
        return True
    # Not ”genomföra utbildningen enligt ansökan”.
    return "ansök" in text.casefold() and bool(acts_in(text) - {Says.GRANT})


def gives_or_takes(text: str) -> bool:
    """Whether a text plainly gives money, with a sum or without, or takes back what was granted:
    ”bevilja Samspel”, ”Samspel får medel”, ”stödet dras in”."""
    # Not ”höja kvaliteten i insatsen”.
    share = has_words_of_taking_back(text) or sums_in(text) or _SHARE.search(text)
    if gives_money(text) or grants_outright(text) or speaks(_GETS, text):
        return True
    if share and revokes(text):
        return True
    else_given = _NO_MONEY.search(text) or _TIME.search(text)
    return not else_given and speaks(_SAYS_YES, text)


def has_words_of_taking_back(text: str) -> bool:
    """Whether a text has any word of taking back, also where it denies it, or asks for it."""
    return bool(_BACK_WORDS.search(text))


def grants_outright(text: str) -> bool:
    """Whether a text grants money, with a sum or without: ”bevilja insatsen det sökta”; not
    ”bevilja styrelsen ansvarsfrihet”."""
    money = bool(_MONEY.search(text)) and not _NO_MONEY.search(text)
    return money and speaks(_SAYS_YES, text)


def decides_on_money(sentence: str) -> bool:
    """Whether a sentence that decides is about money, an application or an earlier decision."""
    return bool(sums_in(sentence) or _MATTER.search(sentence) or revokes(sentence))


def revokes(text: str) -> bool:
    """Whether a text takes back or changes what was granted or decided."""
    return bool(_REVOKED.search(text)) and speaks(_REVOKES, text)


def _decides(part: str, own: re.Pattern[str]) -> bool:
    """Whether a part of a sentence says that somebody of ``own``, or nobody named, decides."""
    active = any(
        _is_said(_before(part, verb)) and _is_ours(part, verb, own)
        for verb in _ACTIVE.finditer(part)
    )
    return active or any(
        _is_said(before := _before(part, verb))
        and not _MAY.search(before)
        and not re.match(r"\s+av\s", part[verb.end() :])
        and bool(_MATTER.search(part))
        for verb in _PASSIVE.finditer(part)
    )


def _before(part: str, verb: re.Match[str]) -> str:
    return part[max(0, verb.start() - _BACK) : verb.start()]


def _is_said(before: str) -> bool:
    """Whether what comes after these words is neither proposed nor presupposed."""
    proposes = _PROPOSED.search(before)
    if proposes and _THAT.search(before, proposes.end()):
        return False
    decides = _OF_OTHERS.search(before)
    if decides and _THAT.search(before, decides.end()):
        return False
    return not _PRESUPPOSED.search(re.split(r"[,(](?!\d)", before)[-1])


def _is_ours(part: str, verb: re.Match[str], own: re.Pattern[str]) -> bool:
    """Whether who does what a verb says is of ``own``, or not named."""
    after = re.match(r"(?:\s+\w+){1,4}", part[verb.end() :])
    before = _before(part, verb)
    mine, others = list(own.finditer(before)), list(_OTHERS.finditer(before))
    others = [one for one in others if not own.fullmatch(one[0])]
    if mine and others:
        # ”Styrelsen tackar kommunen och beviljar”: who does both stands first.
        if _GOES_ON.search(before):
            return mine[0].start() < others[0].start()
        return mine[-1].start() > others[-1].start()
    if mine or others:
        return bool(mine)
    if after and (found := own.search(after[0])):
        other = _OTHERS.search(after[0])
        return other is None or found.start() <= other.start()
    return not before.strip() or bool(re.fullmatch(r"\W*(?:och|samt|härmed|därför)\W*", before))
