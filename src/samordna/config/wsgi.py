"""WSGI entrance: ``gunicorn samordna.config.wsgi``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from samordna.web.gathered import tell_not_gathered

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samordna.config.settings.production")
application = get_wsgi_application()
tell_not_gathered()
