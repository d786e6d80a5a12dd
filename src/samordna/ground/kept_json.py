"""JSON columns that hold whatever somebody typed, on every database that the house runs on.

PostgreSQL stores neither NUL nor half a surrogate pair in JSON. What was typed is kept even where
it cannot be read (``kernel.unread``), so such a sign is kept as one that can be seen.
"""

from __future__ import annotations

import re
from typing import Any, Final

from django.db import models

#: ”␀”, the picture of NUL, and ”�”, the sign of what is no sign.
NUL_SHOWN: Final = "\u2400"
_NOT_SHOWN: Final = "\ufffd"
_HALF = re.compile("[\ud800-\udfff]")


def storable(value: Any) -> Any:
    """JSON data, with each NUL as ”␀” and each half of a surrogate pair as ”�”, in keys too."""
    if isinstance(value, str):
        return _HALF.sub(_NOT_SHOWN, value.replace("\x00", NUL_SHOWN))
    if isinstance(value, dict):
        return {storable(key): storable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable(inner) for inner in value]
    return value


class KeptJSONField(models.JSONField):
    """A JSON column that takes every text. In migrations it is Django's own."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As Django's: what the database holds is the same."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """What is stored and what is sought, with signs that the database takes."""
        return super().get_db_prep_value(storable(value), connection, prepared)
