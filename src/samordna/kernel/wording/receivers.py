"""Whom a written grant names: another organisation or initiative than those of its decision.

A name counts where it gets something (”till Håbo kommun”, ”bevilja Framsteget”), not where it is
told beside (”i samverkan med Håbo kommun”, ”för deltagare i Knivsta”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final


@dataclass(frozen=True, slots=True)
class Names:
    """Names that the association knows, by what each has to do with one decision. ``own`` are the
    initiative's and its owner's, also in short; ``partners`` take part; ``organisations`` and
    ``initiatives`` have no part in it. ``shorts`` are short names, each before the whole one."""

    own: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    initiatives: tuple[str, ...] = ()
    shorts: tuple[tuple[str, str], ...] = ()

    def also(self, names: Sequence[str]) -> list[str]:
        """The names, and what they are called in short."""
        return [*names, *(short for short, name in self.shorts if name in names)]

    def in_words(self, texts: Iterable[str]) -> Names:
        """Without the organisations and initiatives that none of the texts can name. There may be
        thousands, and each text is read for every one."""
        said = "\n".join(texts).casefold()

        def in_them(names: Sequence[str]) -> tuple[str, ...]:
            return tuple(one for one, begins in with_beginnings(names) if begins in said)

        return replace(
            self,
            organisations=in_them(self.organisations),
            initiatives=in_them(self.initiatives),
        )


NO_NAMES: Final = Names()


class _Part(Enum):
    OWN = 1
    PARTNER = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    part: _Part


_MUNICIPALITY = re.compile(r"^(\w[\w-]*?)s? (?:kommun|stad)$", re.IGNORECASE)
_GETS: Final = r"till|åt|bevilja[srt]?|tilldela[srt]?|anslå[srt]?|utbetala[srt]?|betala[srt]? ut"
_OF_IT: Final = (
    r"ansökan\s+från|för|insatsen|projektet|verksamheten|ansökan|insatsägare\w*|ägare|tillfaller"
)
_OWNED: Final = (
    r"(?:drivs|ägs|söks|sökt|sökts|ansökt|driven|ägd|förvaltas|disponeras|rekvireras)\s+av"
)
_ASIDE: Final = (
    r"med|från|i|av|hos|inom|mellan|vid|enligt|på|som|än|liksom|förutom|utöver|utom|efter|mot|genom"
    r"|kring|om|där|vari|att"
)
#: The word that a name hangs on. Longer ones first: ”sökts av” is no ”av”.
_HANGS_ON = re.compile(
    rf"\b(?:(?P<gets>{_GETS})|(?P<of>{_OWNED}|{_OF_IT})|(?P<aside>{_ASIDE}))\b", re.IGNORECASE
)
#: What stands before an initiative's second title.
_HEAD = re.compile(r"\s[–-]\s|[,:(]")
#: How each of many names begins, without an s that may be a genitive's; a NUL before each.
_BEGINS = re.compile(r"\0\s*([^\0\s,:(]*?)s*(?=[\0\s,:(]|\Z)")
_ONLY_NAMES = re.compile(r"^[\s,]*(?:(?:och|samt)[\s,]*)?$", re.IGNORECASE)
_RUN_BY = re.compile(r"^s?\s+(?:regi|som\s+(?:insats)?ägare)\b", re.IGNORECASE)

_CAPITALS = r"[”\"’'«]?([A-ZÅÄÖ][\w\-]*(?:\s+(?:i\s+)?[A-ZÅÄÖ][\w\-]*)*(?:\s+(?:kommun|stad)\b)?)"
_AFTER_VERB = re.compile(
    rf"\b(?:bevilja|tilldela|anslå)s?\s+(?:insatsen\s+|projektet\s+)?{_CAPITALS}"
)
_AFTER_TO = re.compile(rf"\b(?:till|åt)\s+(?:insatsen\s+|projektet\s+)?{_CAPITALS}")
_ORGANISATION = re.compile(
    r"\b(?:kommun|stad|AB|kassan|\w+förmedlingen|förening\w*|stiftelse\w*)\b|\bRegion\b"
)
#: ”medlen betalas till”, before whoever gets them; names in between are blanked.
_GOES_TO = re.compile(
    r"\b(?:(?:ut)?betalas?|utbetalning\w*|överförs?|tillfaller|tillfalla|tillkommer|utgår"
    r"|(?:medlen|beloppet|pengarna|bidraget)\s+går)\b(?:\s+(?:ut|sker|görs))?"
    r"(?:\s+(?:kvartalsvis|direkt|i\s+efterskott|i\s+sin\s+helhet|i\s+förskott|mot\s+\w+"
    r"|med\s+[\d \u00a0\u202f]+kr))*(?:\s+(?:till|åt))?(?:\s*(?:,|och|samt)\s*)*\s*$",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"^\s*(?:att\s+)?(?:ut)?betala|\butbetal|\b(?:medlen|medel|beloppet|bidraget|stödet|pengarna"
    r"|summan|anslaget)\b|\b(?:kr|kronor|[tm]kr)\b",
    re.IGNORECASE,
)
_SOON: Final = (
    r"(?:\s+(?:då|därmed|således|alltså|högst|totalt|sammanlagt|ytterligare|också|även|upp\s+till"
    r"|(?:för\s+)?(?:år\s+)?20\d\d))*\s+(?!20\d\d\s)"
    r"\d[\d., \u00a0\u202f]*(?:kr|kronor|[tm]kr|mnkr|miljon(?:er)?)\b"
)
#: ”får 50 000 kr”, after whoever gets it.
_GETS_A_SUM = re.compile(rf"^\s+(?:får|erhåller|tilldelas|beviljas|ges){_SOON}", re.IGNORECASE)
_BEFORE_A_SUM = re.compile(rf"^(?:att\s+)?{_CAPITALS}\s+(?:får|erhåller|tilldelas|ges){_SOON}")
#: Who may stand there without being the name of anybody.
_NOBODY = re.compile(r"^(?:Samordningsförbund|Insats|Projekt|Sökande|Parterna|Dnr)", re.IGNORECASE)


def receiver_slip(text: str, name: str, owners: Sequence[str], names: Names) -> str:
    """The organisation or the initiative that a granting text names and the decision is not for;
    empty without. ``name`` is the initiative, ``owners`` get its money."""
    owners = names.also(owners)
    found = list(_names_in(text, name, owners, names))
    for one in found:
        before, after = text[: one.start], text[one.end :]
        if one.part is _Part.OTHER and (_gets(before) or _RUN_BY.match(after)):
            return text[one.start : one.end]
        if owners and one.part is _Part.PARTNER and _gets_alone(_blanked(before, found)):
            return text[one.start : one.end]
    return _unknown(text, found, [name, *owners, *names.own])


def paid_slip(text: str, name: str, owners: Sequence[str], names: Names) -> str:
    """The organisation or the initiative that a text says the money goes to and that gets none;
    empty without: ”medlen betalas till Håbo kommun”, ”Håbo kommun får 50 000 kr”."""
    owners = names.also(owners)
    found = list(_names_in(text, name, owners, names))
    blank = _blanked(text, found)
    for one in found:
        goes_there = _money_goes(blank[: one.start])
        if one.part is not _Part.OWN and (goes_there or _GETS_A_SUM.match(text[one.end :])):
            return text[one.start : one.end]
    rest, own = _blanked(text, found), [name, *owners, *names.own]
    for match in _AFTER_TO.finditer(rest):
        if _money_goes(rest[: match.start(1)]) and _is_stranger(match[1], own):
            return match[1]
    first = _BEFORE_A_SUM.match(rest)
    return first[1] if first and _is_stranger(first[1], own) else ""


def named_in(
    text: str, name: str, owners: Sequence[str], names: Names
) -> list[tuple[int, int, bool]]:
    """Where a text names initiatives that are not the decision's (True) and organisations that have
    no part in it (False): the places where each begins and ends."""
    owners = names.also(owners)
    found = []
    for one in _names_in(text, name, owners, names):
        if one.part is _Part.OTHER:
            said = text[one.start : one.end].casefold()
            initiative = any(
                said.removesuffix("s") in (form.casefold(), form.casefold().removesuffix("s"))
                for whole in names.initiatives
                for form in (whole, _HEAD.split(whole)[0])
            )
            found.append((one.start, one.end, initiative))
    return sorted(found)


def _money_goes(before: str) -> bool:
    """Whether money goes to what stands after ``before``, and not some rent or fee."""
    found = _GOES_TO.search(before)
    return found is not None and bool(_MONEY.search(before[: found.end()]))


def _is_stranger(said: str, own: Sequence[str]) -> bool:
    """Whether a name is an organisation's, and none of one's own."""
    if _NOBODY.match(said) or not _ORGANISATION.search(said):
        return False
    first = said.split()[0].casefold().rstrip("s")
    return not any(one.casefold().startswith(first) for one in own if one)


def _names_in(text: str, name: str, owners: Sequence[str], names: Names) -> Iterator[_Found]:
    """Where names stand, each place once: the longest name has it."""
    known: list[tuple[str, bool, _Part]] = []
    own = [name, *owners, *names.own]
    known += [(form, True, _Part.OWN) for one in own for form in forms_of(one)]
    known += [(form, True, _Part.PARTNER) for one in names.partners for form in forms_of(one)]
    # A name of one word, or an initiative's, may be ordinary words when it has no capital.
    known += [
        (form, " " in form, _Part.OTHER) for one in names.organisations for form in forms_of(one)
    ]
    # A name that begins the initiative's own may be that, cut short.
    known += [
        (form, False, _Part.OTHER)
        for one in names.initiatives
        for form in (one, _HEAD.split(one)[0])
        if not name.casefold().startswith(form.casefold())
    ]
    said = text.casefold()
    known = [entry for entry in known if entry[0] and entry[0].casefold() in said]
    taken: list[tuple[int, int]] = []
    for form, loose, part in sorted(known, key=lambda entry: (-len(entry[0]), entry[2].value)):
        pattern = rf"(?<!\w){re.escape(form)}s?(?!\w)"
        for match in re.finditer(pattern, text, re.IGNORECASE if loose else 0):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                yield _Found(match.start(), match.end(), part)


def with_beginnings(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names, each with how every form of it begins, without capitals. All are read at once: one by
    one, thousands take longer than all else that is tried of a text."""
    begin = _BEGINS.findall("".join(f"\0{name}" for name in names).casefold())
    return zip(names, begin, strict=True)


def forms_of(name: str) -> list[str]:
    """A name as it is written: a municipality also without the word, or without its s."""
    bare = " ".join(name.split())
    place = _MUNICIPALITY.match(bare)
    return [bare, f"{place[1]} kommun", f"{place[1]}s kommun", place[1]] if place else [bare]


def _gets(before: str) -> bool:
    """Whether what stands after ``before`` gets something there, or is what the grant is for."""
    hangs_on = list(_HANGS_ON.finditer(before))
    return not hangs_on or hangs_on[-1]["aside"] is None


def _gets_alone(before: str) -> bool:
    """Whether what stands after ``before`` gets money: a partner of the initiative does not."""
    hangs_on = list(_HANGS_ON.finditer(before))
    return (
        bool(hangs_on)
        and hangs_on[-1]["gets"] is not None
        and bool(_ONLY_NAMES.match(before[hangs_on[-1].end() :]))
    )


def _blanked(text: str, found: Sequence[_Found]) -> str:
    for one in found:
        if one.end <= len(text):
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _unknown(text: str, found: Sequence[_Found], own: Sequence[str]) -> str:
    """A name that nobody has and that gets something: an organisation, or where the decision's own
    are not named, whatever has a capital."""
    rest = _blanked(text, found)
    named = any(one.part is _Part.OWN for one in found)
    for match in [*_AFTER_VERB.finditer(rest), *_AFTER_TO.finditer(rest)]:
        said = match[1]
        if _NOBODY.match(said) or (named and not _ORGANISATION.search(said)):
            continue
        first = said.split()[0].casefold()
        if not any(one.casefold().startswith(first) for one in own if one):
            return said
    return ""
