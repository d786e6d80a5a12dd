"""What a form made, called by the name that its own page has.

A form leads to a thing's page, or to the list that the thing stands in. What either is called is
known to that page alone: it is asked for as the person would ask, and its heading read.
"""

from __future__ import annotations

import copy
import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.messages.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

GONE = "Sidan som det ledde till finns inte kvar."
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


def way_to(
    request: HttpRequest, location: str, get_response: Callable[[HttpRequest], HttpResponse]
) -> SafeString:
    """The sentence that leads to what was made; that it is gone, where its page no longer is."""
    name = _name_of(request, location, get_response)
    if not name:
        return SafeString(GONE)
    return format_html('Se vad det blev: <a href="{}">{}</a>.', location, name)


def _name_of(
    request: HttpRequest, location: str, get_response: Callable[[HttpRequest], HttpResponse]
) -> str:
    parts = urlsplit(location)
    asked = copy.copy(request)
    asked.method = "GET"
    asked.path = asked.path_info = parts.path
    asked.META = {**request.META, "PATH_INFO": parts.path, "QUERY_STRING": parts.query}
    asked.GET = QueryDict(parts.query)
    asked.POST = QueryDict()
    # What is to be said to the person is said on the page that is drawn, and not used up here.
    asked._messages = default_storage(asked)  # type: ignore[attr-defined]
    try:
        answer = get_response(asked)
    except Http404:
        return ""
    found = _HEADING.search(answer.content.decode()) if answer.status_code == 200 else None
    return " ".join(html.unescape(strip_tags(found[1])).split()) if found else ""
