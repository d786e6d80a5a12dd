"""Names of people, associations, municipalities and initiatives. All of them are invented."""

from __future__ import annotations

from itertools import product

FIRST_NAMES = (
    "Alma", "Asta", "Bodil", "Cecilia", "Dagny", "Ebba", "Elsa", "Frida", "Gerda", "Hanna",
    "Hedvig", "Ingrid", "Iris", "Jonna", "Karin", "Lova", "Maj", "Nora", "Olga", "Petra",
    "Adam", "Arvid", "Birger", "Casper", "Einar", "Elis", "Folke", "Gustav", "Hjalmar", "Ivar",
    "Jesper", "Knut", "Ludvig", "Milton", "Nils", "Otto", "Ragnar", "Sixten", "Torsten", "Vidar",
)  # fmt: skip
LAST_NAMES = (
    "Alkärr", "Askfält", "Björkmyr", "Blåklint", "Dalvret", "Ekbacke", "Fjällvråk", "Fågelmark",
    "Granlid", "Gråsten", "Harvik", "Havsöga", "Hedkulle", "Isberga", "Järnlöv", "Klövermo",
    "Kornvik", "Lavskär", "Lindvret", "Lundtorn", "Mossvik", "Murgrön", "Nordkulle", "Näckros",
    "Orrmo", "Pilkvist", "Rågfält", "Rönnkulle", "Sandvret", "Skogsvik", "Slåtteräng", "Stenbro",
    "Storlind", "Strandmyr", "Tallkulle", "Timmerfors", "Uggelmo", "Vassvik", "Vintergård",
    "Väderkulle", "Ängsmyr", "Åkervret", "Åsbro", "Öberga", "Önnekulle",
)  # fmt: skip
MUNICIPALITIES = ("Tallköping", "Mossby", "Ängelstad", "Åkerhamn", "Norrtorp", "Östervik")
INITIATIVES = (
    "Vägen in", "Språngbrädan", "Kompassen", "Handslaget", "Lotsen", "Kugghjulet", "Fotfästet",
    "Stegen", "Öppna dörren", "Mötesplatsen", "Nästa steg", "Ljuspunkten", "Hälsosamt arbete",
    "Språk och arbete", "Unga framåt", "Tillsammans", "Rätt stöd", "Arbetsglädje", "Växthuset",
    "Samsyn",
)  # fmt: skip
POSTS = (
    "Arbetskonsulent", "Samordnare", "Studievägledare", "Arbetsterapeut", "Handläggare",
    "Processledare", "Hälsocoach", "Jobbcoach",
)  # fmt: skip
HEADINGS = (
    "Ekonomisk rapport", "Uppföljning av pågående insatser", "Information från kansliet",
    "Delegationsbeslut", "Verksamhetsplan för nästa år", "Internkontroll",
    "Redovisning av halvårsrapporter", "Rapport från arbetsutskottet", "Kommande utbildningar",
    "Sammanträdesplan", "Dataskydd", "Revisorernas frågor",
)  # fmt: skip
ANSWER = (
    "Flera av parterna möter samma personer utan att veta om varandras insatser. Stödet kommer "
    "sent och i fel ordning, och många faller mellan stolarna. Parterna vill därför arbeta från "
    "samma plan, med gemensamma möten varje vecka och en person som håller ihop kontakten.\n\n"
    "Insatsen vänder sig till dem som behöver stöd från minst två parter för att komma i arbete "
    "eller studier. Arbetet följs upp varje kvartal och erfarenheterna sprids i länet."
)

_BEFORE = ("Norr", "Söder", "Öster", "Väster", "Lill", "Stor", "Björk", "Ek", "Lind", "Gran")
_AFTER = ("myra", "ådal", "tuna", "hult", "måla", "landa", "röd", "skoga", "fjärd", "lida")
_PLAIN = str.maketrans({"å": "a", "ä": "a", "ö": "o", "Å": "a", "Ä": "a", "Ö": "o", " ": "-"})


def plain(text: str) -> str:
    """A text as an address: small letters without å, ä and ö."""
    return text.translate(_PLAIN).lower()


def associations(count: int) -> list[tuple[str, str]]:
    """Addresses and names of ``count`` associations, at most a hundred."""
    places = [before + after for after, before in product(_AFTER, _BEFORE)][:count]
    return [(plain(place), f"Samordningsförbundet {place}") for place in places]
