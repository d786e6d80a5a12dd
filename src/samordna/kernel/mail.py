"""Mail addresses that letters reach."""

from __future__ import annotations

import re
import unicodedata

#: A word as a mail program sees it: what it may make a link of holds none of these signs.
_WORD = re.compile(r"""[^\s()\[\]{}<>"”“’',;!|…]+""")
#: Where the parts of an address meet, such as a server and a path.
_JOINT = re.compile(r"[/\\:?#&=@%]+")
#: What may be the last part of a server's name: two letters, and what follows.
_TOP = re.compile(r"[^\W\d_][\w-]")
_FOUR_NUMBERS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
#: What Swedish writes with dots between letters, and not one letter at a time as ”o.s.v.”.
_ABBREVIATIONS = frozenset({"t.ex", "m.fl", "f.kr", "e.kr", "o.dyl", "e.dyl", "inkl.moms"})
_SCHEMES = frozenset({"mailto", "tel", "sms", "http", "https", "ftp", "file", "data", "javascript"})
#: Dots that are read as the one between the parts of a server's name, and are not the same sign.
_DOTS = str.maketrans(dict.fromkeys("。․｡．﹒", "."))
#: As much of a name as a letter says.
LONGEST_NAME = 100


def harmless(name: str) -> str:
    """What somebody has typed, as it may stand in a letter from the association: on one line,
    without what a mail program makes a link of, and not longer than a name.

    A dot or a colon between letters goes with its word, unless it stands in a number, a day, a time
    or an abbreviation as Swedish writes them: what a link looks like is others' to change.
    """
    plain = "".join(map(_plain, name[: LONGEST_NAME * 10].translate(_DOTS)))
    text = " ".join(_WORD.sub(_without_link, plain).split())
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def _plain(sign: str) -> str:
    """A sign that only looks otherwise, such as a wide letter, as the sign that it is read as; one
    that is not seen is nothing."""
    if sign.isascii():
        return sign
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    if category == "No":  # as in square metres
        return sign
    read_as = unicodedata.normalize("NFKC", sign)
    return read_as if len(read_as) == 1 and read_as.isascii() and read_as.isprintable() else sign


def _without_link(match: re.Match[str]) -> str:
    word = match[0].rstrip(".:?/-")
    return f"…{match[0][len(word) :]}" if _is_link(word.lstrip(".-")) else match[0]


def _is_link(word: str) -> bool:
    parts = _JOINT.split(word)
    first = parts[0].casefold()
    if "://" in word or "@" in word or first == "localhost" or first.startswith("www."):
        return True
    if len(parts) > 1 and first in _SCHEMES and word[len(first)] == ":":
        return True
    if len(parts) == 1 and word.casefold() in _ABBREVIATIONS:
        return False
    return any(map(_is_server, parts))


def _is_server(part: str) -> bool:
    """Whether something can be the name or the number of a server."""
    name, dot, last = part.rpartition(".")
    if not dot or not name:
        return False
    if _FOUR_NUMBERS.fullmatch(part):
        return all(int(number) < 256 for number in part.split("."))
    return _TOP.match(last) is not None


def letters_before_at(address: str) -> str:
    """The letters before @ that most mail servers do not take, such as ``é``; empty for none.

    Such an address needs SMTPUTF8 (RFC 6531) of every server on the way, and few have it: a letter
    to it would be lost. A domain with å, ä or ö is another thing, and is written otherwise in DNS.
    """
    local, at, _ = address.strip().rpartition("@")
    return "".join(dict.fromkeys(sign for sign in local if at and not sign.isascii()))


def is_domain(domain: str) -> bool:
    """Whether a domain can be written as DNS has it (IDNA), where å, ä and ö take more room."""
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return True


def unreachable_sentence(address: str) -> str:
    """What is wrong with an address that letters do not reach, and what to do; empty for none."""
    domain = address.strip().rpartition("@")[2]
    if not is_domain(domain):
        return f"Det som står efter @, ”{domain[:60]}”, kan inte vara en domän. Rätta adressen."
    letters = letters_before_at(address)
    if not letters:
        return ""
    return (
        f"Adressen har ”{letters}” före @. Dit når få e-postservrar fram, så breven skulle gå "
        "förlorade. Skriv adressen så som personens egen e-post anger den, oftast utan accent och "
        "prickar, eller en annan adress."
    )
