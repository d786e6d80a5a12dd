"""The words by which a decision says what a named party gets: nothing, all, something, a sum, a
part or in some years. Parties stand as the marks of :mod:`samordna.kernel.wording.mentions`."""

from __future__ import annotations

import re
from typing import Final

from samordna.kernel.wording.mentions import ANYBODY, WHO

YEAR: Final = r"20\d\d"
YEARS: Final = (
    rf"(?:för|under|åren?|i)\s+(?:år(?:en)?\s+)?{YEAR}(?:\s*[–-]\s*{YEAR}|\s+och\s+{YEAR})?"
)
NOT: Final = r"(?:inte|ej|icke)"
NONE: Final = (
    r"(?:(?:inga(?:\s+som\s+helst)?|inget|ingenting|ingen(?:\s+som\s+helst)?|noll)\b"
    r"|0\b(?![,. \u00a0]*\d))"
)
_ANY: Final = r"(?:några?|något|någon|någonting|sina?|sitt|sökta|begärda|beviljade|alls)"
_MONEY: Final = (
    r"(?:(?:ekonomiska?|finansiell[at]?|ekonomiskt)\s+)?"
    r"(?:medel|medlen|stöd|stödet|bidrag|bidraget|pengar|pengarna|finansiering|tilldelning|anslag"
    r"|belopp|kronor|krona|kr|del\s+av\s+(?:medlen|beloppet|stödet|bidraget|summan))\b"
)
GETS: Final = (
    r"(?:får|få|erhåller|erhålla|tilldelas|beviljas|ges|anslås|mottar|motta|tillerkänns"
    r"|finansieras)\b"
)
_BETWEEN: Final = (
    r"(?:\s+(?:ska(?:ll)?|kan|bör|skulle|därmed|således|alltså|då|dock|däremot|också|även|därför"
    rf"|i\s+stället|istället|därtill|för\s+sin\s+del|sammanlagt|totalt|{YEARS}))*"
)
DEL: Final = (
    r"(?:del|delar|andel|ansökan|ansökningen|ansökningar|medel|belopp|stöd|bidrag|finansiering"
    r"|tilldelning|insatsdel|delbelopp|anslag|ram)"
)
#: What is of a party and no part of the decision's money.
OF_ITS_OWN: Final = (
    r"(?:yrkande|begäran|förslag|reservation|invändning|överklagande?|önskemål|fråga|hemställan"
    r"|motion|synpunkt|anmälan|jäv|ändringsförslag|tilläggs\w+|återremissyrkande)\w*"
)
_ACT: Final = (
    rf"(?:avslå[sr]?|avvisa[sr]?|neka[rs]?|{NOT}\s+(?:bevilja|bifalla)s?"
    rf"|(?:beviljas|bifalls)\s+{NOT})"
)
_LEADING: Final = (
    r"(?:\s+(?:ansökan|ansökningen|framställningen|medel|medlen|stöd|stödet|bidrag|bidraget"
    r"|finansiering|beloppet|insatsen|projektet|i|den|det|de|del|delar|delen|delarna|andelen|som"
    r"|av|vad|när|såvitt|avser|avsåg|avseende|gäller|gällande|rör|rörande|angående|beträffande"
    r"|för|till|åt|från|söks|sökts|sökt|sökta|hela|också|även|dels|därmed|således|om|ska|gå))*"
)
REFUSES = re.compile(rf"\b{_ACT}{_LEADING}\s+{ANYBODY}", re.IGNORECASE)
IS_REFUSED = re.compile(
    rf"{WHO}(?:\s+(?P<noun>{DEL})(?:\s+av\s+\w+)?)(?:\s+i\s+sin\s+helhet)?{_BETWEEN}"
    rf"\s+(?:avslås|avvisas|{NOT}\s+(?:beviljas|bifalls|godkänns)"
    rf"|(?:beviljas|bifalls|godkänns)\s+{NOT})\b",
    re.IGNORECASE,
)
_MAYBE_MONEY: Final = rf"(?:\s+{_ANY})*(?:\s+{_MONEY})?(?:\s+alls)?"
#: That somebody gets nothing, with whom as it stands.
NOTHING: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WHO}{_BETWEEN}\s+{NOT}{_BETWEEN}\s+{GETS}{_MAYBE_MONEY}",
        rf"{WHO}{_BETWEEN}\s+{GETS}{_BETWEEN}\s+(?:{NOT}|{NONE}){_MAYBE_MONEY}",
        rf"\b{GETS}(?:\s+{NOT})?\s+{WHO}{_BETWEEN}\s+(?:{NOT}|{NONE}){_MAYBE_MONEY}",
        rf"\b{GETS}\s+{NOT}\s+{WHO}{_MAYBE_MONEY}",
        rf"\b{NOT}\s+(?:bevilja|tilldela|ge|anslå|utge|finansiera)(?:\s+(?:till|åt))?\s+{WHO}"
        rf"{_MAYBE_MONEY}",
        rf"\b(?:bevilja|tilldela|ge|anslå)(?:\s+{NOT})?\s+{WHO}\s+(?:{NONE}|{NOT})"
        rf"{_MAYBE_MONEY}",
        rf"\b{NOT}\s+(?:bevilja|tilldela|ge|anslå|utge)(?:\s+{_ANY})*\s+{_MONEY}\s+(?:till|åt)\s+"
        rf"{WHO}",
        rf"\b{NONE}\s+{_MONEY}(?:\s+(?:ska(?:ll)?|beviljas|utgår|utgå|går|gå|ges|tilldelas|betalas"
        rf"|utbetalas|ut|lämnas|anslås|avsätts|tillfaller|{YEARS}))*(?:\s+(?:till|åt))?\s+{WHO}",
        rf"\b{_MONEY}\s+(?:ska(?:ll)?\s+)?(?:beviljas|utgår|går|ges|betalas\s+ut|utbetalas|betalas"
        rf"|lämnas|anslås|tillfaller|tilldelas)\s+{NOT}(?:\s+(?:till|åt))?\s+{WHO}",
        rf"\butan\s+(?:{_ANY}\s+)*{_MONEY}\s+(?:till|åt|för)\s+{WHO}",
        rf"\bvarken\s+{WHO}{_BETWEEN}\s+{GETS}{_MAYBE_MONEY}",
        rf"{WHO}{_BETWEEN}\s+(?:blir|är|står|lämnas)\s+utan\s+(?:{_ANY}\s+)*{_MONEY}",
        rf"{WHO}{_BETWEEN}\s+(?:undantas|utesluts|exkluderas)(?:\s+från\s+(?:beviljandet|beslutet"
        r"|stödet|medlen|bidraget|beviljade\s+medel))?",
        rf"{WHO}{_BETWEEN}\s+(?:omfattas|ingår)\s+{NOT}\s+(?:av|i)\s+(?:beviljandet|beslutet|stödet"
        r"|medlen|bidraget|beviljade\s+medel)",
        rf"{WHO}{_BETWEEN}\s+nekas(?:\s+{_ANY})*\s+{_MONEY}",
        rf"\bneka\s+{WHO}(?:\s+{_ANY})*\s+{_MONEY}",
        rf"{WHO}{_BETWEEN}\s+(?:får|ges|meddelas)\s+avslag",
        rf"\bavslag\s+(?:för|till|åt|vad\s+gäller|avseende)\s+{WHO}(?:\s+{DEL})?",
        rf"\b(?:bevilj|bifall)\w*\b[^;]*\b(?:med\s+undantag\s+(?:för|av)|utom|undantaget|exklusive"
        rf"|bortsett\s+från|men\s+{NOT})(?:\s+(?:för|till|åt|vad\s+gäller))?\s+{ANYBODY}(?:\s+{DEL})?",
        rf"{WHO}{_BETWEEN}\s+är\s+{NOT}\s+berättiga[dt]e?\s+till\s+(?:{_ANY}\s+)*{_MONEY}",
        rf"{WHO}{_BETWEEN}\s+(?:stryks|tas\s+bort)(?:\s+som\s+\w+)?",
    )
]
_WHOLE: Final = (
    r"(?:hela\s+(?:det\s+)?(?:beviljade\s+)?(?:beloppet|summan|bidraget|stödet|anslaget|ramen)"
    r"|(?:samtliga|alla)\s+(?:beviljade\s+|de\s+beviljade\s+)?(?:medel|medlen|pengar)"
    r"|(?:medlen|beloppet|bidraget|stödet|summan|ansökan)\s+i\s+(?:sin|dess)\s+helhet)"
)
_ALONE: Final = r"(?:i\s+(?:sin|dess)\s+helhet|oavkortat|uteslutande|enbart|endast|bara|helt)"
_HOW: Final = (
    r"(?:\s+(?:ut|kvartalsvis|direkt|ska(?:ll)?|därmed|således|alltså|då|i\s+förskott"
    rf"|i\s+efterskott|mot\s+rekvisition|{YEARS}|{_ALONE}))*"
)
_OWNED_BY: Final = (
    r"(?:tillfaller|tillfalla|tillkommer|tillkomma|utgår|utgå|går|gå|tilldelas|beviljas|ges|avser)"
)
_PAID_TO: Final = r"(?:betalas|utbetalas|överförs)"
_THE_MONEY: Final = r"(?:medlen|beloppet|bidraget|stödet|pengarna|summan|anslaget)"
#: That somebody gets all: surely, and where it may be only how it is paid.
EVERYTHING: Final = [
    (re.compile(pattern, re.IGNORECASE), sure)
    for pattern, sure in (
        (rf"\b{_WHOLE}{_HOW}\s+(?:{_OWNED_BY}|{_PAID_TO}){_HOW}(?:\s+(?:till|åt))?\s+{WHO}", True),
        (rf"\b{_THE_MONEY}{_HOW}\s+{_OWNED_BY}{_HOW}(?:\s+(?:till|åt))?\s+{WHO}", True),
        (
            rf"\b{_THE_MONEY}{_HOW}\s+{_PAID_TO}{_HOW}\s+{_ALONE}{_HOW}(?:\s+(?:till|åt))?\s+{WHO}",
            True,
        ),
        (rf"\b{_THE_MONEY}{_HOW}\s+{_PAID_TO}{_HOW}(?:\s+(?:till|åt))?\s+{WHO}", False),
        (rf"^{_WHOLE}\s+(?:till|åt)\s+{WHO}", True),
        (rf"{WHO}{_HOW}\s+tillfaller{_HOW}\s+{_THE_MONEY}", True),
        (rf"{WHO}{_BETWEEN}\s+{GETS}\s+{_THE_MONEY}(?=\s*(?:$|[,.;]))", False),
        (rf"{WHO}{_BETWEEN}\s+{GETS}{_HOW}\s+{_WHOLE}", True),
        (rf"\b{GETS}\s+{WHO}{_HOW}\s+{_WHOLE}", True),
        (rf"\b(?:bevilja|tilldela|ge|anslå|utbetala)\s+{WHO}{_HOW}\s+{_WHOLE}", True),
        (
            rf"\b(?:bevilja|tilldela|ge|anslå|utbetala|betala(?:\s+ut)?)\s+{_WHOLE}{_HOW}"
            rf"\s+(?:till|åt)\s+{WHO}",
            True,
        ),
        (rf"\b(?:endast|enbart|bara|uteslutande)\s+{WHO}{_BETWEEN}\s+{GETS}\s+{_MONEY}", True),
        (rf"{WHO}\s+ensamt?{_BETWEEN}\s+{GETS}\s+{_MONEY}", True),
        (
            rf"\b(?:medel|stöd|bidrag)\s+(?:beviljas|utgår|ges|lämnas|tilldelas|betalas)\s+"
            rf"(?:endast|enbart|bara|uteslutande)(?:\s+(?:till|åt))?\s+{WHO}",
            True,
        ),
        (
            rf"\bbevilja\s+(?:medel|stöd|bidrag|ansökan)\s+(?:endast|enbart|bara|uteslutande)\s+"
            rf"(?:till|åt|för)\s+{WHO}",
            True,
        ),
        (
            rf"{WHO}{_BETWEEN}\s+(?:får\s+)?(?:disponera|rekvirera|förfogar\s+över)r?\s+{_WHOLE}",
            False,
        ),
    )
]
#: That somebody gets something, whatever it is.
SOMETHING: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WHO}{_BETWEEN}\s+{GETS}{_BETWEEN}(?:\s+(?:sina?|sitt|hela|begärda|sökta|beviljade))*"
        rf"\s+(?:{_MONEY}|del\b|andel\b)",
        rf"\b(?:bevilja|tilldela|ge|anslå)\s+{WHO}(?:\s+(?:begärda|sökta))?\s+{_MONEY}",
        rf"^(?:bevilja|tilldela|anslå)\b[^,;.\ue100-\ue2ff\u0030-\u0039]*\s(?:till|åt)\s+{WHO}",
        rf"{WHO}\s+{DEL}{_BETWEEN}\s+(?:beviljas|bifalls|godkänns)\b(?!\s+{NOT})",
        rf"^(?:bifalla|bevilja|godkänna)\s+{WHO}\s+{DEL}\b",
        rf"\b(?:fördelas?|delas?)\s+(?:\w+\s+){{0,3}}?(?:mellan|till|på)\s+{WHO}",
    )
]
_FIGURES: Final = (
    r"(?P<sum>(?<!\d)\d{1,3}(?:[ \u00a0\u202f.]\d{3})+"
    r"(?:[ \u00a0\u202f]?(?:kr(?:onor)?\b|tkr\b|:-))?"
    r"|(?<!\d)\d+(?:,\d+)?[ \u00a0\u202f]?(?:kr(?:onor)?|tkr|kkr|ksek|sek|mkr|mnkr|msek"
    r"|miljon(?:er)?(?:\s+kr(?:onor)?)?|tusen\s+kr(?:onor)?)\b|(?<!\d)\d{5,9}(?!\d))"
)
_UP_TO_SUM: Final = (
    r"(?:\s+(?:högst|maximalt|max|totalt|sammanlagt|i\s+allt|årligen|upp\s+till|cirka|ca|då|därmed"
    r"|således|också|även|istället|i\s+stället|om|på|med|ett|en|belopp|bidrag|stöd|medel"
    r"|finansiering|ekonomiskt|finansiellt|per\s+år|varje\s+år|vartdera\s+året|vart\s+och\s+ett\s+av"
    rf"|åren|respektive\s+år|{YEARS}))*\s+"
)
SUMS: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WHO}{_BETWEEN}\s+{GETS}{_UP_TO_SUM}{_FIGURES}",
        rf"\b{GETS}\s+{WHO}{_UP_TO_SUM}{_FIGURES}",
        rf"\b(?:bevilja|tilldela|ge|anslå|utbetala|betala(?:\s+ut)?)(?:\s+till)?\s+{WHO}{_UP_TO_SUM}"
        rf"{_FIGURES}",
        rf"{_FIGURES}(?:\s+(?:per|om|i|varje|år|året|månad|månaden|kvartal|kvartalet|{YEARS}))*"
        rf"\s+(?:{_OWNED_BY}|{_PAID_TO}){_HOW}(?:\s+(?:till|åt))?\s+{WHO}",
        rf"^(?:bevilja|tilldela|anslå|utbetala|betala(?:\s+ut)?)\b[^,;.\ue100-\ue2ff]*?{_FIGURES}"
        rf"(?:\s+(?:per|om|varje|år|året|månad|månaden|kvartal|kvartalet|{YEARS}))*\s+(?:till|åt)"
        rf"\s+{WHO}",
        rf"{WHO}\s+(?:del|andel|belopp|bidrag|stöd|medel|tilldelning|ram|anslag)(?:\s+av\s+(?:medlen"
        r"|beloppet|stödet))?(?:\s+(?:är|utgör|blir|uppgår\s+till|uppgå\s+till|fastställs\s+till"
        rf"|sätts\s+till|bestäms\s+till|begränsas\s+till))?{_UP_TO_SUM}{_FIGURES}",
        rf"\b{_THE_MONEY}\s+(?:till|åt|för)\s+{WHO}\s+(?:är|utgör|blir|uppgår\s+till|begränsas\s+till)"
        rf"{_UP_TO_SUM}{_FIGURES}",
        rf"\b(?:fastställa|bestämma|begränsa|sätta)\s+{WHO}\s+(?:del|andel|belopp|bidrag|stöd|medel"
        rf"|tilldelning|ram|anslag)\s+till{_UP_TO_SUM}{_FIGURES}",
        rf"{WHO}{_BETWEEN}\s+(?:får\s+)?rekvirerar?{_UP_TO_SUM}{_FIGURES}",
    )
]
PARTS: Final = {"hälften": 500, "en tredjedel": 333, "två tredjedelar": 667, "en fjärdedel": 250,
                 "tre fjärdedelar": 750, "en femtedel": 200}  # fmt: skip
PART = re.compile(
    rf"{WHO}{_BETWEEN}\s+{GETS}{_BETWEEN}\s+(?P<part>{'|'.join(PARTS)}|\d{{1,3}}\s*(?:%|procent\b))"
    rf"(?:\s+av\s+(?:{_MONEY}|summan|anslaget|det\s+beviljade\s+\w+))?",
    re.IGNORECASE,
)
_OF_MONEY: Final = rf"(?:\s+(?:sin|sina|sitt|hela))*(?:\s+(?:{_MONEY}|del\b|andel\b))"
_WHEN: Final = (
    r"(?P<when>(?:(?:tidigast|först)\s+)?(?:från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?)"
    r"|först|tidigast|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|längst\s+till|fram\s+till\s+och\s+med"
    r"|(?:endast|bara|enbart)(?:\s+(?:för|under|i))?)"
)
_DAY: Final = (
    r"(?:\s+(?:den\s+)?(?:\d{1,2}\s+)?(?:januari|februari|mars|april|maj|juni|juli|augusti|september"
    r"|oktober|november|december))?"
)
#: ”får sin del först 2027”, ”Berga kommuns del betalas ut från och med 2027”
TIMES = re.compile(
    rf"{WHO}(?P<share>{_BETWEEN}\s+{GETS}(?:{_OF_MONEY})?|\s+{DEL}|\s+deltar)"
    r"(?:\s+(?P<paid>betalas(?:\s+ut)?|utbetalas|utgår|börjar|gäller|avser|beviljas|löper|startar"
    rf"|upphör|är))?(?:\s+(?:ut|också|även|dock|då))*\s+{_WHEN}(?:\s+(?:och\s+med|år|i|under|för))*"
    rf"{_DAY}\s+(?P<year>{YEAR})",
    re.IGNORECASE,
)
NOT_UNTIL = re.compile(
    rf"{WHO}{_BETWEEN}\s+{GETS}{_BETWEEN}\s+(?:{NONE}|{NOT}){_MAYBE_MONEY}\s+(?:förrän|före|innan)"
    rf"(?:\s+(?:år|i|under|från))*{_DAY}\s+(?P<year>{YEAR})",
    re.IGNORECASE,
)
#: ”medlen till Berga kommun avser 2027”
OF_A_YEAR = re.compile(
    rf"\b{_THE_MONEY}\s+(?:till|åt|för)\s+{WHO}\s+(?:avser|gäller)(?:\s+(?:endast|bara|enbart|år))*"
    rf"\s+(?P<year>{YEAR})(?!\s*(?:och\b|[–-]|,\s*20))",
    re.IGNORECASE,
)
#: A part that goes away, or that is paid: the same word.
GOES = re.compile(rf"{WHO}\s+{DEL}\s+utgår(?=\s*(?:$|[,.;]))", re.IGNORECASE)
EQUALLY = re.compile(
    r"\b(?:medlen|medel|beloppet|bidraget|stödet|pengarna|summan|anslaget)\b[^,;.]*\b(?:fördelas?|delas?)"
    r"\s+(?:lika|jämnt|med\s+hälften\s+vardera|med\s+lika\s+(?:delar|belopp|mycket)|till\s+lika\s+delar)"
    r"|\bdelar?\s+(?:lika|jämnt)\s+på\s+(?:medlen|beloppet|bidraget|stödet)",
    re.IGNORECASE,
)
IN_LETTERS = re.compile(
    rf"{WHO}{_BETWEEN}\s+{GETS}{_UP_TO_SUM}(?:[a-zåäö]+\s+){{0,4}}?(?:\w*tusen|\w*hundra|miljon(?:er)?)"
    r"\s*kr(?:onor)?\b",
    re.IGNORECASE,
)
