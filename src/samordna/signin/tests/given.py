"""Somebody who signs in with a password."""

from __future__ import annotations

from django.core.cache import cache

from samordna.parties.tests.cast import Cast, make_cast

PASSWORD = "Tallbarr 2024 i skogen"


def cast_with_password() -> Cast:
    """A cast whose director has :data:`PASSWORD`, with no attempt to sign in remembered."""
    cache.clear()
    cast = make_cast()
    director = cast.people["director"]
    director.set_password(PASSWORD)
    director.save()
    return cast
