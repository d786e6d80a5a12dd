"""Reading the table of both texts from a page."""

from __future__ import annotations

import re
from html import unescape

_ROW = re.compile(
    r'<th scope="row">(.*?)</th>\s*<td data-label="Sparat"><span>(.*?)</span></td>\s*'
    r'<td data-label="Ditt"><span>(.*?)</span></td>',
    re.DOTALL,
)


def shown_differences(html: str) -> dict[str, tuple[str, str]]:
    """What is saved and what was typed, by what they are about; nothing without the message.

    A whole page says it first in its title, and under a heading that the keyboard comes to.
    """
    assert "Sparat av någon annan under tiden" in html
    assert "Någon annan har sparat medan du skrev." in html
    assert re.search(r'<div class="callout[^>]* tabindex="-1" data-error-summary>\s*<h2', html)
    assert "<title>" not in html or re.search(r"<title>\s*Fel: ", html)

    def plain(text: str) -> str:
        return unescape(text.replace("<br>", "\n")).replace("\u00a0", " ").strip()

    rows = [[plain(cell) for cell in row] for row in _ROW.findall(html)]
    return {place: (saved, typed) for place, saved, typed in rows}
