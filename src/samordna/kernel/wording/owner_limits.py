"""What stands around the words of :mod:`samordna.kernel.wording.owner_words`: how often a sum
comes, and what makes them say nothing of the decision, as a condition or another matter."""

from __future__ import annotations

import re
from typing import Final

from samordna.kernel.wording.mentions import INITIATIVE, ONE
from samordna.kernel.wording.owner_words import YEAR, YEARS

BOUNDARY = re.compile(
    r";|[.,](?!\d)(?:\s|$)|\b(?:men|medan)\b"
    rf"|\b(?:och|samt)\s+(?={ONE}|\d[\d \u00a0.]*(?:kr|tkr)\b)"
)
SENTENCE = re.compile(r";|\.(?!\d)\s")
#: What may stand right before whoever does something.
SUBJECT = re.compile(
    r"(?:^|[,;:.(–-]|\b(?:att|och|samt|men|medan|varvid|varav|där|då|så|endast|enbart|bara|både"
    r"|varken|utan|dock|därmed|ägaren|kommunen|regionen|myndigheten|insatsägaren|parten|huvudmannen|medsökande|sökande|avser"
    r"|gäller|ansökan))\s*$",
    re.IGNORECASE,
)
STATED = re.compile(
    r"\b(?:notera|konstatera|anteckna|förklara|fastställa|bestämma|beslutar?|tydliggöra|klargöra"
    r"|understryka|meddela|upplysa|erinra|innebär|innebärande|betyder|så|sätt|godkänna|medge)"
    r"(?:\s+\S+){0,4}\s*$",
    re.IGNORECASE,
)
_CONDITION = (
    r"(?:om(?!\s+året)|ifall|såvida|därest|såframt|(?:för|i)\s+det\s+fall|för\s+den\s+händelse|när"
    r"|sedan|efter\s+det)\b"
)
ON_CONDITION = re.compile(rf"(?:^|[,;:]\s*|\b(?:och|samt|men|att)\s+){_CONDITION}", re.IGNORECASE)
UNLESS = re.compile(
    rf"\b(?:{_CONDITION}|(?:förrän|innan|före|så\s+länge|utöver|därutöver|ytterligare|annat\s+än"
    r"|mer\s+än|under\s+förutsättning|förutsatt)\b)",
    re.IGNORECASE,
)
#: Another matter, an earlier one, or what is not granted.
ELSEWHERE = re.compile(
    rf"{INITIATIVE}|\bdnr\b|\btidigare\b|\bföregående\b|\bannan\s+(?:ansökan|insats)\b"
    r"|\b(?:annat|separat|eget|kommande|särskilt)\s+(?:ärende|beslut)\b|\bandra\s+insatser\b"
    r"|\bi\s+övrigt\b|\bresterande\b|\båterstå\w+|skillnaden\b|\böverskjut\w+|\böverstig\w+"
    r"|\bsom\s+(?:inte|ej)\s+(?:har\s+)?bevilja\w+|\b(?:oförbruk|outnyttja|kvarvarande|överbliv"
    r"|eventuell|ej\s+förbruk|inte\s+förbruk|återbetal|återlämna)\w*|\bförskott(?:et)?\b",
    re.IGNORECASE,
)
FROM_OTHERS = re.compile(
    r"^\s*(?:i\s+\w+\s+)?(?:från|av|ur|hos)\s+(?:(?:de|det|den|beviljade)\s+)*(?!samordn|förbund|medl"
    r"|belopp|stödet|bidraget|ansök|summan|anslag|beviljade|de\b|det\b|den\b)",
    re.IGNORECASE,
)
#: After what somebody gets or not, where nothing limits it to some purpose.
UNLIMITED = re.compile(
    r"^\s*(?:$|[,.;:)]|(?:och|men|samt|utan|medan|då|eftersom|ur|från|enligt|alls|överhuvudtaget|trots"
    rf"|{YEARS}|{YEAR}|under\s+perioden|(?:för|i|till)\s+(?:hela\s+)?(?:perioden|insatsen"
    r"|projektet|genomförandet|denna|detta|beslutet|år)"
    r"|av\s+(?:samordn\w*|förbund\w*|medl\w*|belopp\w*|stödet|bidraget)|på\s+grund|med\s+(?:anledning"
    r"|hänvisning|motivering\w*)|genom|via)\b)",
    re.IGNORECASE,
)
OTHER_PURPOSE = re.compile(
    rf"^\s*(?:per\s+(?!år|månad|kvartal)\w+|(?:i|till|för)\s+(?!{YEAR}|år|åren|perioden|hela"
    r"|insatsen|projektet|månaden|kvartalet|(?:ett|två|tre|fyra|fem|\d)\s+år|vart|varje|vardera"
    rf"|genomförandet|{ONE})\w+)",
    re.IGNORECASE,
)
ASKED_FOR = re.compile(r"\bansök(?:an|ningen)\s+om\b", re.IGNORECASE)
ABOUT = re.compile(
    r"^\s+om\s+(?!medel|stöd|bidrag|finansiering|tilldelning|insats|\d)", re.IGNORECASE
)
PART_OF = re.compile(
    r"^\s+av\s+(?!ansök|medl|belopp|stödet|bidraget|insats|projekt|finansiering|budget|det\b|den\b"
    r"|de\b|summan|anslaget)",
    re.IGNORECASE,
)
YEARLY = re.compile(
    r"\bper\s+år\b|\bårligen\b|\bom\s+året\b|\bvarje\s+år\b|\bvart(?:dera)?\s+(?:av\s+)?(?:åren?t?)\b"
    r"|\bvart\s+och\s+ett\s+av\b|\bvardera\s+år(?:et)?\b|\brespektive\s+år\b|/år\b",
    re.IGNORECASE,
)
MONTHLY = re.compile(r"\b(?:i|per|varje)\s+månad(?:en)?\b|\bmånatligen\b", re.IGNORECASE)
QUARTERLY = re.compile(r"\b(?:i|per|varje)\s+kvartal(?:et)?\b", re.IGNORECASE)
#: Of one year that is not named, or of the years on the whole.
LOOSE = re.compile(
    r"\b(?:första|andra|tredje|sista)\s+(?:året|halvåret|kvartalet)\b|\bi\s+(?:genom)?snitt\b",
    re.IGNORECASE,
)
COUNT = re.compile(r"\b(?:i|under|för)\s+(ett|två|tre|fyra|fem|[1-5])\s+år\b", re.IGNORECASE)
COUNTED: Final = {"ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5}
EACH = re.compile(
    r"\bvardera\b(?!\s+(?:av\s+)?år)|\bvar\s+för\s+sig\b|\bvar\s*(?:$|[,;.])|\bvar\s+sin",
    re.IGNORECASE,
)
EACH_OF: Final = ("vardera", "varje", "var ", "respektive")
