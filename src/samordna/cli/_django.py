"""Starting Django for the commands that need the database."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samordna.parties.models import Association

DEMO = "samordna.config.settings.demo"


def start(settings: str = DEMO) -> None:
    """Set Django up with DJANGO_SETTINGS_MODULE, or else with the given settings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    django.setup()


def association_named(slug: str) -> Association:
    """The association with a slug. Raises SystemExit(2) with a Swedish sentence."""
    from samordna.parties.models import Association

    found = Association.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Association.objects.order_by("slug").values_list("slug", flat=True))
        print(f"Det finns inget förbund ”{slug}”. Här finns: {known or 'inga'}.", file=sys.stderr)
        raise SystemExit(2)
    return found
