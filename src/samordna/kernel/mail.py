"""Mail addresses that letters reach."""

from __future__ import annotations

import re

#: What mail programs make a link of: an address on the web or a domain, with what follows it.
_LINK = re.compile(r"\b\w+://\S+|\bwww\.\S+|\b[\w-]{2,}(?:\.[\w-]+)*\.[^\W\d_]{2,}\b(?:[/:?#]\S*)?")
#: As much of a name as a letter says.
LONGEST_NAME = 100


def harmless(name: str) -> str:
    """What somebody outside has typed, as it may stand in a letter from the association: on one
    line, without links, and not longer than a name."""
    text = " ".join(_LINK.sub("…", name).split())
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


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
