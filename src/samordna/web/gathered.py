"""The files of the pages' looks and scripts, under names that change with their content.

``samordna manage collectstatic`` gathers them and writes down which name each has got. Where it has
not been run, or not since a file was added, pages are shown all the same, if without their looks:
an error page that fails as well would hide what went wrong.
"""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, Warning
from whitenoise.storage import CompressedManifestStaticFilesStorage

logger = logging.getLogger(__name__)


class GatheredFiles(CompressedManifestStaticFilesStorage):
    """The files by the names that they were gathered under, else by their own."""

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """The names that were written down; none where they cannot be read."""
        try:
            names, checksum = super().load_manifest()
        except ValueError:
            return {}, ""
        return names, checksum

    def stored_name(self, name: str) -> str:
        """The name that a file was gathered under, or its own where it was not."""
        try:
            stored: str = super().stored_name(name)
        except ValueError:
            return name
        return stored


def not_gathered() -> str:
    """That the files are not gathered, as a Swedish sentence; empty where they are."""
    if not isinstance(staticfiles_storage, GatheredFiles) or staticfiles_storage.hashed_files:
        return ""
    return (
        f"Sidornas utseende och skript är inte samlade i {staticfiles_storage.location}, så "
        "sidorna visas utan dem. Kör ”samordna manage collectstatic --noinput” och starta om."
    )


def files_are_gathered(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """What Django's checks of an installation (``check --deploy``) say of it: the tables are made
    before the files are gathered, and then it is nothing to warn of."""
    said = not_gathered()
    return [Warning(said, id="web.W001")] if said else []


def tell_not_gathered() -> None:
    """Say it where the product is served from, when it starts."""
    if said := not_gathered():
        logger.error(said)
