"""Settings of the benchmarks: as in production, but PostgreSQL of its own and a fixed clock."""

from __future__ import annotations

import os
import warnings

from samordna.config.settings import base
from samordna.config.settings.base import *  # noqa: F403

DEFAULT_URL = "postgresql://postgres@127.0.0.1:5432/samordna_bench"

SECRET_KEY = "only-for-benchmarks"  # noqa: S105
ALLOWED_HOSTS = ["testserver"]
DATABASES = {"default": base.database_from_url(os.environ.get("BENCH_DATABASE_URL", DEFAULT_URL))}
SAMORDNA_CLOCK = "bench.clock.now"
# Hashed file names need collectstatic first, and cost nothing once they are there.
STORAGES = {
    **base.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = {**base.LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}
# Nothing is served from there, so nothing has been collected into it.
warnings.filterwarnings("ignore", message="No directory at: .*static")
