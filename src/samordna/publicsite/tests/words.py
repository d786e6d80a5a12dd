"""What the minutes and each page say of a paragraph: its lead and its clauses."""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import patch

from django.test import Client

from samordna.meetings.models import Minutes

#: The lead of a block, which begins with the body's name, and its clauses.
Block = tuple[str, list[str]]
#: Paragraphs with their blocks.
Words = dict[int, list[Block]]


def worded(decisions: Any) -> list[Block]:
    """What a paper is given of a paragraph."""
    return [(decision.intro, list(decision.items)) for decision in decisions]


def extract(client: Client, minutes: Minutes, number: int) -> list[Block]:
    """What the extract of a paragraph is given."""
    with patch("samordna.meetings.views.minutes.render_pdf", return_value=b"") as made:
        client.get(f"/uppsala/sammantraden/{minutes.meeting.number}/paragraf/{number}/utdrag.pdf")
    return worded(made.call_args.args[0].paragraph.decisions)


#: A clause on a page, after the *att* that the page sets before it.
_CLAUSE = r'<li><span class="att">att </span>(.*?)</li>'


def read(client: Client, address: str) -> Words:
    """What a page says: of each section of a paragraph, its leads and the clauses under each."""
    page = client.get(address).content.decode()
    page = re.sub(r'<span class="whole">(.*?)</span>', r"\1", page)  # a day stays on one line
    found: Words = {}
    for section in re.findall(r'<section class="paragraph".*?</section>', page, re.S):
        number = int(re.search(r"§ (\d+)", section)[1])  # type: ignore[index]
        blocks = re.findall(
            r'<(p|h\d)>(Styrelsen[^<]*)</\1>\s*(?:<ol class="clauses">(.*?)</ol>)?', section, re.S
        )
        found[number] = [(lead, re.findall(_CLAUSE, listed, re.S)) for _, lead, listed in blocks]
    return found
