"""Sentences that secretaries write: those that say another thing than the data are found, the
others are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samordna.kernel.payouts import PayoutRule
from samordna.kernel.wording.clauses import Clause, ClauseKind, Facts
from samordna.kernel.wording.disagreements import disagreements
from samordna.kernel.wording.receivers import Names
from samordna.kernel.wording.reductions import reductions
from samordna.kernel.wording.shares import Share
from samordna.kernel.wording.speech import Says, contrary_act

#: 8 260 000 kr to Enköpings kommun for Växtkraft Enköping 2025–2027, paid by requisition.
FACTS = Facts(
    name="Växtkraft Enköping",
    amount_kr=8_260_000,
    start=date(2025, 1, 1),
    end=date(2027, 12, 31),
    payout=PayoutRule.QUARTERLY,
    owners=("Enköpings kommun",),
    years=(2025, 2026, 2027),
    shares=(
        Share("Enköpings kommun", 2025, 2_700_000),
        Share("Enköpings kommun", 2026, 2_760_000),
        Share("Enköpings kommun", 2027, 2_800_000),
    ),
    names=Names(
        own=("Växtkraft Enköping", "Enköpings kommun", "Enköping"),
        partners=("Arbetsförmedlingen", "AF", "Region Uppsala"),
        organisations=(
            "Knivsta kommun", "Knivsta", "Håbo kommun", "Håbo", "Heby kommun", "Heby",
            "Uppsala kommun", "Uppsala", "Försäkringskassan", "FK",
        ),
        initiatives=(
            "Framsteget", "Min framtid", "Växtkraft Knivsta", "Ung framtid", "Växtkraft",
            "En väg in – steget vidare, fas 2",
        ),
    ),
)  # fmt: skip
GRANT = Clause(ClauseKind.GRANT, words="bevilja {name} högst {amount}", key=1)
PAYOUT = Clause(ClauseKind.PAYOUT, words="{payout}", key=2)
FREE = Clause(ClauseKind.FREE, key=3)

#: In the line that grants: wrong.
WRONG = [
    "bevilja Växtkraft Enköping sju miljoner kronor",
    "bevilja Växtkraft Enköping åtta miljoner tvåhundratusen kronor",
    # Somebody else gets it.
    "bevilja Växtkraft Enköping högst 8 260 000 kr till Knivsta kommun",
    "bevilja Växtkraft Enköping högst 8 260 000 kr till Håbo kommun",
    "bevilja 8 260 000 kr till Framsteget",
    "bevilja medel till Framsteget med 8 260 000 kr",
    "bevilja insatsen Framsteget 8 260 000 kr",
    "bevilja medel med 8 260 000 kr till insatsen ”Min framtid”",
    "bevilja Växtkraft Knivsta 8 260 000 kr",
    "bevilja Knivsta kommun 8 260 000 kr för Växtkraft Enköping",
    "bevilja 8 260 000 kr till Knivsta för Växtkraft Enköping",
    "tilldela Håbo 8 260 000 kr",
    "tilldela Heby kommun medel för insatsen Växtkraft Enköping",
    "bevilja Enköpings kommun och Håbo kommun 8 260 000 kr",
    "bevilja Växtkraft Enköping, insatsägare Knivsta kommun, 8 260 000 kr",
    "bevilja Växtkraft Enköping, som drivs av Knivsta kommun, 8 260 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr i Knivsta kommuns regi",
    "bevilja Försäkringskassan medel för Växtkraft Enköping",
    "bevilja 8 260 000 kr åt FK",
    "bevilja 8 260 000 kr till Arbetsförmedlingen för Växtkraft Enköping",
    "bevilja Region Uppsala 8 260 000 kr för Växtkraft Enköping",
    "bevilja Enköpings kommun och Arbetsförmedlingen 8 260 000 kr",
    "bevilja Ung framtid och Växtkraft Enköping 8 260 000 kr",
    "bevilja medel till En väg in med 8 260 000 kr",
    "bevilja 8 260 000 kr till Storsjö kommun",
    "bevilja Växtkraft Enköping 8 260 000 kr till Storsjö kommun",
    "bevilja Växtkraft Enköping 8 260 000 kr att utbetalas till Håbo kommun",
    "bifalla ansökan från Knivsta kommun om 8 260 000 kr för Framsteget",
    # Another period.
    "bevilja Växtkraft Enköping högst 8 260 000 kr för tiden 250101–281231",
    "bevilja Växtkraft Enköping högst 8 260 000 kr för tiden 250101-281231",
    "bevilja Växtkraft Enköping högst 8 260 000 kr för tiden 20250101–20281231",
    "bevilja Växtkraft Enköping 8 260 000 kr för perioden 250101 t.o.m. 261231",
    "bevilja Växtkraft Enköping 8 260 000 kr fr.o.m. 250701",
    "bevilja Växtkraft Enköping 8 260 000 kr t.o.m. 281231",
    "bevilja Växtkraft Enköping 8 260 000 kr för 2025-01–2028-12",
    "bevilja Växtkraft Enköping 8 260 000 kr för jan 2025–dec 2028",
    "bevilja Växtkraft Enköping 8 260 000 kr under tiden 1 jan 2025 – 31 dec 2026",
    "bevilja Växtkraft Enköping 8 260 000 kr för 1 januari–31 december 2028",
    "bevilja Växtkraft Enköping 8 260 000 kr för tiden 1/1 2025–31/12 2028",
    "bevilja Växtkraft Enköping 8 260 000 kr t.o.m. 2028",
    "bevilja Växtkraft Enköping 8 260 000 kr t o m juni 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr för 2025/26",
    "bevilja Växtkraft Enköping 8 260 000 kr för 2025/26/27/28",
    "bevilja Växtkraft Enköping 8 260 000 kr för 2025/2026",
    "bevilja Växtkraft Enköping 8 260 000 kr för åren 25–28",
    "bevilja Växtkraft Enköping 8 260 000 kr i 48 mån",
    "bevilja Växtkraft Enköping 8 260 000 kr för fyra år",
    "bevilja den fyraåriga insatsen Växtkraft Enköping 8 260 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr för 2024–2026",
    # Another sum.
    "bevilja Växtkraft Enköping 8,62 Mkr",
    "bevilja Växtkraft Enköping 8 620 tkr",
    "bevilja Växtkraft Enköping 8.620.000:-",
    "bevilja Växtkraft Enköping 10 256 000 kr",
    "bevilja Växtkraft Enköping 10 256 000 kr av sökta 12 000 000 kr",
    "bevilja Växtkraft Enköping 8 000 000 kr, vilket är 2 256 000 kr lägre än sökt",
    "bevilja Växtkraft Enköping halva det sökta beloppet",
    "bevilja halva beloppet till Växtkraft Enköping",
    "bevilja Växtkraft Enköping åtta miljoner kronor",
    "bevilja Växtkraft Enköping 80 % av sökta medel",
    "bevilja 2 760 000 kr för 2025, 2 700 000 kr för 2026 och 2 800 000 kr för 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr, varav 3 000 000 kr för 2025",
    # Another rule of payment.
    "bevilja Växtkraft Enköping 8 260 000 kr mot faktura",
    "bevilja Växtkraft Enköping 8 260 000 kr mot fakturering",
    "bevilja Växtkraft Enköping 8 260 000 kr att betalas ut halvårsvis",
    "bevilja Växtkraft Enköping 8 260 000 kr, utbetalas månadsvis",
    "bevilja Växtkraft Enköping 8 260 000 kr halvårsvis",
    "bevilja Växtkraft Enköping 8 260 000 kr som betalas ut i förskott",
    "bevilja Växtkraft Enköping 8 260 000 kr att utbetalas i två delar",
    "bevilja Växtkraft Enköping 8 260 000 kr som betalas ut i sin helhet",
    "bevilja Växtkraft Enköping 8 260 000 kr, utbetalning en gång per år",
    "bevilja Växtkraft Enköping 8 260 000 kr där hälften betalas ut vid start",
    # Written afterwards, by other words than the reading was made for.
    "bevilja Växtkraft Enköping 8,3 miljoner kronor",
    "bevilja Växtkraft Enköping maximalt 8 206 000 kr",
    "bevilja Växtkraft Enköping upp till 8 620 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr per år",
    "bevilja Växtkraft Enköping 8 260 000 kr årligen",
    "bevilja insatsägaren Håbo kommun 8 260 000 kr",
    "bevilja Växtkraft Enköping (Håbo kommun) 8 260 000 kr",
    "bevilja Knivsta kommuns insats Växtkraft Enköping 8 260 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr, medlen tillfaller Knivsta kommun",
    "bevilja Växtkraft Enköping 8 260 000 kr med Håbo kommun som insatsägare",
    "bevilja Växtkraft Enköping 8 260 000 kr att förvaltas av Knivsta kommun",
    "bevilja 8 260 000 kr att disponeras av Heby kommun",
    "bevilja Växtkraft Enköping 8 260 000 kr för perioden september 2025 – augusti 2028",
    "bevilja Växtkraft Enköping 8 260 000 kr från årsskiftet 2026",
    "bevilja Växtkraft Enköping 8 260 000 kr för kalenderåren 2025 och 2026",
    "bevilja Växtkraft Enköping 8 260 000 kr för kalenderåret 2025",
    "bevilja Växtkraft Enköping 8 260 000 kr under 2025 t.o.m. 2026",
    "bevilja Växtkraft Enköping 8 260 000 kr fram till 2028",
    "bevilja Växtkraft Enköping 8 260 000 kr till och med utgången av 2028",
    "bevilja Växtkraft Enköping 8 260 000 kr till halvårsskiftet 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr i två år",
    "bevilja Växtkraft Enköping 8 260 000 kr under en tvåårsperiod",
    "bevilja Växtkraft Enköping en tredjedel av sökt belopp",
    "bevilja Växtkraft Enköping medel till hälften",
    "bevilja Växtkraft Enköping 8 260 000 kr vilket utbetalas i januari varje år",
    "bevilja Växtkraft Enköping 8 260 000 kr som betalas ut när avtal tecknats",
    "bevilja Växtkraft Enköping 8 260 000 kr mot redovisade kostnader per tertial",
    "bevilja Växtkraft Enköping 8 260 000 kr som en engångsutbetalning",
    "bevilja Växtkraft Enköping och Framsteget sammanlagt 8 260 000 kr",
    "bevilja Framstegets ansökan om 8 260 000 kr",
    "bifalla ansökan från Framsteget",
    "bevilja medel ur 2025 års budget till Min framtid",
    "bevilja Växtkraft Enköping 8 260 000 SEK till FK:s konto",
    "bevilja Växtkraft Enköping 8.26 Mkr för 2025–2028",
    "avslå Växtkraft Enköping",
    "inte bevilja Växtkraft Enköping medel",
    "inte bevilja ansökan",
    "bevilja Växtkraft Enköping 0 kr",
    "bevilja Växtkraft Enköping 2 700 000 kr",
    "bevilja Växtkraft Enköping 2,7 Mkr 2025, 2,76 Mkr 2026 och 2,9 Mkr 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr för 25-01-01 – 28-12-31",
    "bevilja Växtkraft Enköping 8 260 000 kr för 1.1.2025–31.12.2028",
    "bevilja Växtkraft Enköping 8 260 000 kr from 1/7-25",
    "bevilja Växtkraft Enköping 8 260 000 kr för Q1 2025–Q4 2026",
    "bevilja Växtkraft Enköping 8 260 000 kr vart och ett av åren 2025–2027",
    "bevilja Växtkraft Enköping 8 260 000 kr för vart och ett av åren",
    "bevilja Växtkraft Enköping 8 260 000 kr för vartdera året",
    "bevilja Växtkraft Enköping 2 753 000 kr för vart och ett av åren 2025–2027",
    "bevilja Växtkraft Enköping 8 260 000 kr per kvartal",
    "bevilja Växtkraft Enköping 8 260 000 kr varje kvartal",
    "bevilja Växtkraft Enköping 700 000 kr per kvartal",
    "bevilja Växtkraft Enköping 8 260 000 kr från kvartal 2 2025",
    "bevilja Växtkraft Enköping 8 260 000 kr från och med andra kvartalet 2025",
    "bevilja Växtkraft Enköping 8 260 000 kr till och med kvartal 3 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr för kvartal 2",
    "bevilja Växtkraft Enköping 8 260 000 kr för kvartal 2 2025",
    "bevilja Växtkraft Enköping 8 260 000 kr fr.o.m. Q1 2025 t.o.m. Q2 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr och låta insatsen löpa till den 31 december 2028",
    "utöka ramen för Växtkraft Enköping med 500 000 kr",
    "utöka ramen för Växtkraft Enköping till 9 000 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr exkl. 500 000 kr för lokaler",
    "tilldela Växtkraft Enköping 8 260 000 kronor att fördelas lika mellan Håbo och Enköping",
]

#: In the line that grants: the data in other words, and what is told beside.
RIGHT = [
    "bevilja Växtkraft Enköping åtta miljoner tvåhundrasextiotusen kronor",
    "bevilja Växtkraft Enköping högst 8 260 000 kr för tiden 250101–271231",
    "bevilja Växtkraft Enköping högst 8 260 000 kr för tiden 20250101–20271231",
    "bevilja Växtkraft Enköping 8 260 000 kr fr.o.m. 250101 t.o.m. 271231",
    "bevilja Växtkraft Enköping 8 260 000 kr för 2025/26/27",
    "bevilja Växtkraft Enköping 8 260 000 kr för åren 25–27",
    "bevilja Växtkraft Enköping 8 260 000 kr för åren 2025–27",
    "bevilja Växtkraft Enköping 8 260 000 kr för 2025-01–2027-12",
    "bevilja Växtkraft Enköping 8 260 000 kr för jan 2025–dec 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr under tiden 1 jan 2025 – 31 dec 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr för tiden 1/1 2025–31/12 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr i 36 mån",
    "bevilja den treåriga insatsen Växtkraft Enköping 8 260 000 kr",
    "bevilja Växtkraft Enköping 8,26 Mkr t.o.m. 2027-12-31",
    "bevilja Växtkraft Enköping 8,26 mnkr",
    "bevilja Växtkraft Enköping 8 260 tkr",
    "bevilja Växtkraft 8 260 000 kr",
    "bevilja insatsen 8 260 000 kr",
    "bevilja Enköpings kommun 8 260 000 kr för Växtkraft Enköping",
    "bevilja Enköping 8 260 000 kr",
    "bevilja 8 260 000 kr till Enköpings kommun för insatsen Växtkraft Enköping",
    "bevilja 8 260 000 kr till Växtkraft Enköping",
    "bevilja medel till insatsen ”Växtkraft Enköping” med högst 8 260 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr i samverkan med Arbetsförmedlingen",
    "bevilja Växtkraft Enköping 8 260 000 kr i samverkan med Arbetsförmedlingen och Region Uppsala",
    "bevilja Växtkraft Enköping 8 260 000 kr för deltagare från Håbo kommun",
    "bevilja Växtkraft Enköping 8 260 000 kr för unga i Enköping och Håbo",
    "bevilja Växtkraft Enköping 8 260 000 kr med erfarenheter från Framsteget",
    "bevilja Växtkraft Enköping 8 260 000 kr på samma villkor som Framsteget",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt ansökan",
    "bevilja Växtkraft Enköping 8 260 000 kr och avslå ansökan i övrigt",
    "bevilja Växtkraft Enköping 8 260 000 kr av sökta 10 256 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr av ansökta 10 256 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr (sökt belopp 10 256 000 kr)",
    "bevilja Växtkraft Enköping 8 260 000 kr (sökt: 10 256 tkr)",
    "bevilja Växtkraft Enköping 8 260 000 kr av totalt 10 256 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr, vilket är 1 996 000 kr lägre än sökt",
    "bevilja Växtkraft Enköping 8 260 000 kr, 1 996 000 kr mindre än ansökan",
    "bevilja Växtkraft Enköping 8 260 000 kr, en minskning med 1 996 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt beslut § 43 2023",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt § 43/2023",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt budget för 2024",
    "bevilja Växtkraft Enköping 8 260 000 kr inom 2024 års utlysning",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt dnr 2024/25",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt ansökan den 3 mars 2024, dnr SU 2024:17",
    "bevilja Växtkraft Enköping 8 260 000 kr vid sidan av en egen finansiering om 1 000 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr mot rekvisition",
    "bevilja Växtkraft Enköping 8 260 000 kr att betalas ut kvartalsvis",
    "bevilja Växtkraft Enköping 8 260 000 kr att rekvireras kvartalsvis i efterskott",
    "bevilja Växtkraft Enköping 8 260 000 kr och att insatsen redovisas halvårsvis",
    "bevilja 2 700 000 kr för 2025, 2 760 000 kr för 2026 och 2 800 000 kr för 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr, varav 2 700 000 kr för 2025",
    "bifalla Enköpings kommuns ansökan om 8 260 000 kr",
    "godkänna förslaget",
    "bevilja Växtkraft Enköping 8 260 000 kr för en väg in i arbetslivet",
    "bevilja Växtkraft Enköping 8 260 000 kr så att fler tar framsteget till egen försörjning",
    # Written afterwards.
    "bevilja Växtkraft Enköping 8 260 000 kr, det vill säga 80,5 procent av det sökta",
    "bevilja Växtkraft Enköping 8 260 000 kr i stället för sökta 10 256 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr, jämfört med 10 256 000 kr i ansökan",
    "bevilja Växtkraft Enköping 8 260 000 kr (ansökt 10 256 000 kr)",
    "bevilja Växtkraft Enköping 8 260 000 kr; ansökan avsåg 10 256 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr, vilket understiger sökt belopp med 1 996 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr, skillnaden 1 996 000 kr avslås",
    "bevilja Växtkraft Enköping 8 260 000 kr och avslå resterande 1 996 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr ur budgeten på 25 000 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr varav högst 400 000 kr får användas till lokaler",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt styrelsens beslut 2023-11-15 § 43",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt verksamhetsplan 2025",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt verksamhetsplan och budget 2024–2026",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt AU:s förslag § 12/2024",
    "bevilja Växtkraft Enköping 8 260 000 kr enligt tjänsteutlåtande 2024-09-02",
    "bevilja Växtkraft Enköping 8 260 000 kr för tre kalenderår",
    "bevilja Växtkraft Enköping 8 260 000 kr under en treårsperiod",
    "bevilja Växtkraft Enköping 8 260 000 kr under åren 2025, 2026 samt 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr från årsskiftet 2024/2025 till utgången av 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr från och med den 1 januari 2025",
    "bevilja Växtkraft Enköping 8 260 000 kr till och med utgången av 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr, fördelat på 2,7 Mkr 2025, 2,76 Mkr "
    "2026 och 2,8 Mkr 2027",
    "bevilja 2 700 tkr (2025), 2 760 tkr (2026) och 2 800 tkr (2027) till Växtkraft Enköping",
    "bevilja Enköpings kommun, som insatsägare, 8 260 000 kr till Växtkraft Enköping",
    "bevilja Växtkraft Enköping, en samverkan mellan Enköpings kommun och "
    "Arbetsförmedlingen, 8 260 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr, där Arbetsförmedlingen och Region Uppsala deltar",
    "bevilja Växtkraft Enköping 8 260 000 kr, under förutsättning att Håbo kommun deltar",
    "bevilja Växtkraft Enköping 8 260 000 kr att användas till handledare från Försäkringskassan",
    "bevilja Växtkraft Enköping 8 260 000 kr för arbete i Enköping, Håbo och Knivsta",
    "bevilja Växtkraft Enköping 8 260 000 kr till stöd för målgruppen i Uppsala län",
    "bevilja insatsen ”Växtkraft Enköping” högst 8 260 000:-",
    "bevilja högst 8 260 000 kr till Växtkraft Enköping, dnr SU 2024:17",
    "bevilja Växtkraft Enköping 8 260 000 kr som betalas ut kvartalsvis i efterskott "
    "efter rekvisition",
    "bevilja Växtkraft Enköping 8 260 000 kr med delrapport varje halvår",
    "bevilja Växtkraft Enköping 8 260 000 kr med årlig uppföljning",
    "bevilja Växtkraft Enköping 8 260 000 kr, med återrapportering till styrelsen "
    "två gånger per år",
    "bevilja Växtkraft Enköping 8 260 000 kr, förutsatt att avtal skrivs före den 1 mars 2025",
    "bevilja Växtkraft Enköping 8 260 000 kr och uppdra åt förbundschefen att skriva "
    "avtal senast 2024-12-31",
    "bevilja Växtkraft Enköping 8 260 000 kr, slutrapport lämnas den 28 februari 2028",
    "bevilja ansökan",
    "bevilja ansökan i enlighet med tjänsteutlåtandet",
    "bevilja ansökan från Enköpings kommun om 8 260 000 kr",
    "anslå 8 260 000 kr för Växtkraft Enköping 2025–2027",
    "bevilja VÄXTKRAFT ENKÖPING 8 260 000 KR",
    "bevilja Växtkraft Enköping 8 miljoner 260 tusen kronor",
    "bevilja Växtkraft Enköping 8 260 000 kr att redovisas vart och ett av åren",
    "bevilja Växtkraft Enköping 8 260 000 kr för kvartal 1 2025–kvartal 4 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr från första kvartalet 2025 till fjärde kvartalet 2027",
    "bevilja Växtkraft Enköping 8 260 000 kr, med avstämning per kvartal",
    "bevilja Växtkraft Enköping 8 260 000 kr, som rekvireras per kvartal",
    "bevilja Växtkraft Enköping 8 260 000 kr i enlighet med ansökan",
    "bevilja medel i enlighet med ansökan",
    "bevilja Växtkraft Enköping 8 260 000 kr och låta insatsen löpa till den 31 december 2027",
    "utöka ramen för Växtkraft Enköping till 8 260 000 kr",
    "bevilja Växtkraft Enköping 8 260 000 kr, förutsatt att medel inte beviljas från annat håll",
    "bevilja Växtkraft Enköping 8 260 000 kr och inte bevilja ansökan i övrigt",
    "bevilja Växtkraft Enköping 8 260 000 kr, resterande 1 996 000 kr beviljas inte",
]

#: In the clause about the payment.
PAID_WRONG = [
    "medlen betalas ut halvårsvis",
    "medlen betalas ut mot faktura",
    "medlen betalas ut i förskott",
    "medlen betalas ut månadsvis mot rekvisition",
    "hälften av medlen betalas ut vid avtalets tecknande",
    "50 % betalas ut vid start och 50 % vid slut",
    "medlen betalas ut i två delar",
    "utbetalning sker årsvis",
    "medlen betalas ut omgående",
    "medlen hanteras som vanligt",
    "utbetalning görs när slutrapporten godkänts",
    "medlen betalas ut per tertial",
    "medlen betalas ut med en fjärdedel per kvartal utan rekvisition i förväg",
    "medlen utbetalas två gånger per år",
    "medlen betalas ut när avtalet är undertecknat",
    "rekvisition sker halvårsvis",
]
PAID_RIGHT = [
    "medlen betalas ut kvartalsvis",
    "medlen betalas ut i efterskott efter rekvisition",
    "utbetalning sker kvartalsvis mot rekvisition av faktiska kostnader",
    "medlen rekvireras per kvartal",
    "rekvisition görs varje kvartal, och insatsen redovisas årligen",
    "medlen betalas ut kvartalsvis efter att insatsen har redovisats månadsvis",
    "utbetalning sker efter rekvisition",
    "medlen betalas kvartalsvis i efterskott",
    "utbetalning sker kvartalsvis mot faktura och rekvisition",
    "kostnader rekvireras kvartalsvis; slutrekvisition senast 2028-01-31",
    "medlen betalas ut kvartalsvis direkt till Enköpings kommun",
]

#: Beside the made line that grants.
BESIDE_WRONG = [
    "bevilja ytterligare 500 000 kr för lokaler",
    "bevilja Framsteget 4 970 000 kr",
    "bevilja 9 000 000 kr för 2027 och 2028",
    "bevilja medel även för 2028",
    "bevilja Knivsta kommun 200 000 kr",
    "därutöver bevilja 2 700 000 kr",
    "hela beloppet betalas ut i förskott",
    "tilldela insatsen 200 000 kr för en förstudie",
    "utöka ramen med 500 000 kr",
    "utöka ramen med 2 700 000 kr",
    "låta insatsen löpa till den 30 juni 2028",
    "låta Växtkraft Enköping löpa till och med 2028",
    "förlänga insatsen till den 31 december 2028",
    "bevilja 700 000 kr per kvartal",
]
BESIDE_RIGHT = [
    "bevilja 2 700 000 kr för 2025, 2 760 000 kr för 2026 och 2 800 000 kr för 2027",
    "bevilja 2 700 000 kr för 2025",
    "avslå ansökan i övrigt",
    "uppdra åt kansliet att underrätta Knivsta kommun",
    "insatsen följs upp halvårsvis i Framsteget och Växtkraft Enköping tillsammans",
    "avsätta tid för samtal med Håbo kommun",
    "uppdra åt kansliet att bevilja resor",
    "redovisning ska ske senast 2026-03-01",
    "låta insatsen löpa till den 31 december 2027",
    "låta insatsen löpa till och med 2027",
    "låta avtalet löpa till den 31 mars 2028",
    "utöka ramen för antalet deltagare till 60",
    "uppdra åt kansliet att utreda om ramen kan utökas med 500 000 kr",
    "insatsen redovisas i kvartal 2 2026",
    "bevilja 8 260 000 kr i enlighet med ansökan",
    "insatsen genomförs i enlighet med ansökan",
]

#: What is not read: a reading that learns one of these moves it to the others.
MISSED = [
    "bevilja Växtkraft Enköping 8 260 000 kr, av vilket 300 000 kr stannar hos förbundet",
]


def _found(clause: Clause, *before: Clause) -> list[str]:
    """What is said to be wrong of a clause beside others."""
    said = [*disagreements([*before, clause], FACTS), *reductions([*before, clause], FACTS)]
    found = [f"{d.text} / {d.data}" for d in said]
    act = contrary_act(clause, FACTS, Says.GRANT)
    return [*found, *([str(act)] if act else [])]


@pytest.mark.parametrize("text", WRONG)
def test_a_grant_that_says_another_thing_is_found(text: str) -> None:
    assert _found(replace(GRANT, own=text))


@pytest.mark.parametrize("text", RIGHT)
def test_a_grant_in_other_words_is_left_alone(text: str) -> None:
    assert _found(replace(GRANT, own=text)) == []


@pytest.mark.parametrize("text", PAID_WRONG)
def test_another_payment_is_found(text: str) -> None:
    assert _found(replace(PAYOUT, own=text), GRANT)


@pytest.mark.parametrize("text", PAID_RIGHT)
def test_the_payment_in_other_words_is_left_alone(text: str) -> None:
    assert _found(replace(PAYOUT, own=text), GRANT) == []


@pytest.mark.parametrize("text", BESIDE_WRONG)
def test_a_second_grant_is_found(text: str) -> None:
    assert _found(replace(FREE, own=text), GRANT, PAYOUT)


@pytest.mark.parametrize("text", BESIDE_RIGHT)
def test_what_is_written_beside_a_grant_is_left_alone(text: str) -> None:
    assert _found(replace(FREE, own=text), GRANT, PAYOUT) == []


def test_what_the_reading_does_not_know() -> None:
    """Few enough to be told of: 1 of some 230 sentences."""
    assert not any(_found(replace(GRANT, own=text)) for text in MISSED)


#: 9 000 000 kr, the same each year, of more that was applied for.
EVEN = replace(
    FACTS,
    amount_kr=9_000_000,
    short=True,
    shares=tuple(Share("Enköpings kommun", year, 3_000_000) for year in FACTS.years),
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("bevilja Växtkraft Enköping 3 000 000 kr för vart och ett av åren 2025–2027", False),
        ("bevilja Växtkraft Enköping 3 000 000 kr per år", False),
        ("bevilja Växtkraft Enköping 750 000 kr per kvartal", False),
        ("bevilja Växtkraft Enköping 3 000 000 kr per kvartal", True),
        ("bevilja Växtkraft Enköping 9 000 000 kr i enlighet med ansökan", False),
        ("bevilja medel i enlighet med ansökan", True),
        ("bifalla ansökan i sin helhet", True),
        ("bevilja medel enligt ansökan och avslå ansökan i övrigt", False),
        ("bevilja medel under förutsättning att insatsen drivs i enlighet med ansökan", False),
    ],
)
def test_what_comes_again_and_what_was_applied_for(text: str, *, wrong: bool) -> None:
    clause = replace(GRANT, own=text)
    assert bool(disagreements([clause], EVEN)) is wrong
    uneven = replace(EVEN, shares=(*EVEN.shares[:2], Share("Enköpings kommun", 2027, 2_000_000)))
    if "3 000 000 kr per år" in text:
        (found,) = disagreements([clause], uneven)
        assert "2027" in found.data
