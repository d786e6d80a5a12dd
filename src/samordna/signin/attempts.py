"""Wrong passwords for one address from many networks: waits that grow, and stay short.

allauth counts an address in each network, so that a stranger locks nobody out; whoever has many
networks has as many times five. Here the address is counted wherever the attempts come from,
whether it has an account or not. After some of them it takes one more for each wait. Where somebody
has signed in with the address lately nothing is waited for, and a key, an identity provider or a
new password by mail lets in all the while: nobody is kept out for as long as somebody else tries.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.core.cache import cache

#: So many wrong passwords for an address before there is a wait.
FREE = 20
#: The waits: the first, doubled for each attempt up to the last.
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
#: After so long without an attempt all is forgotten.
FORGOTTEN_AFTER = timedelta(hours=6)
#: So long a network is known as one where the address signs in.
KNOWN_FOR = timedelta(days=90)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts; nothing for the first ones."""
    beyond = attempts - FREE
    if beyond < 0:
        return timedelta()
    doublings: int = min(beyond, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def may_try(address: str, network: str) -> bool:
    """Whether a password is tried now for an address; counted as wrong until :func:`was_right`."""
    if cache.get(_key(address, f"known {network}")):
        return True
    attempts = _counted(address)
    wait = wait_after(attempts)
    # One of those who try at the same moment gets in, and what is refused is not counted.
    if wait and not cache.add(_key(address, "wait"), True, wait.total_seconds()):
        return False
    _count(address, attempts + 1)
    return True


def was_right(address: str, network: str) -> None:
    """Whose address it is has come from the network, with the password or a link that was mailed:
    the network is known, and the attempt does not count."""
    known = _key(address, f"known {network}")
    if not cache.get(known):
        _count(address, max(_counted(address) - 1, 0))
    cache.set(known, True, KNOWN_FOR.total_seconds())


def _counted(address: str) -> int:
    return int(cache.get(_key(address, "count"), 0))


def _count(address: str, attempts: int) -> None:
    cache.set(_key(address, "count"), attempts, FORGOTTEN_AFTER.total_seconds())


def _key(address: str, what: str) -> str:
    hashed = sha256(f"{address.strip().lower()} {what}".encode()).hexdigest()
    return f"samordna:attempts:{hashed}"
