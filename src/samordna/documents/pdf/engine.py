"""From a paper to the bytes of a PDF: typst sets, nothing is ever put into its source.

A paper travels as JSON through ``sys.inputs``; the templates show its strings as text, so ``#`` or
``$`` in what an applicant wrote is only that sign. The machine's own fonts, clock and locale have
no part in it: the same paper and moment give the same bytes everywhere, because they are signed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import typst

from samordna.documents.pdf.coverage import fonts
from samordna.documents.pdf.row_headers import with_row_headers
from samordna.documents.pdf.words import settable
from samordna.kernel.dates import format_long, format_weekday

#: What a template may import: anything of the house.
ROOT = Path(__file__).resolve().parents[2]
#: The template of all papers but those that a room has brought with it.
PAPER = "documents/pdf/templates/paper.typ"
_NO_GLYPH = "could not be displayed"
#: Where the clocks hang whose time stands on paper.
SWEDEN = ZoneInfo("Europe/Stockholm")


class PdfNotMade(RuntimeError):
    """The engine could not set the paper: a fault of ours, never of what somebody wrote."""


def typeset(
    template: str, paper: Mapping[str, Any], *, moment: datetime, logo: bytes = b""
) -> bytes:
    """Set a paper with a template, named from ``src/samordna``, as a PDF/UA-1 and PDF/A-2a file.

    ``paper`` is what :func:`as_data` gives. ``moment`` is written into the file as its date and
    must know its time zone (ValueError otherwise). ``logo`` is a PNG that stands in the header of
    the first page. Raises :class:`PdfNotMade` when typst refuses.
    """
    if moment.tzinfo is None:
        raise ValueError("moment needs a time zone")
    try:
        return _compile(template, _cleaned(paper, settable), moment, logo)
    except typst.TypstError as error:
        if _NO_GLYPH not in error.diagnostic:
            raise PdfNotMade(error.diagnostic) from error
    try:
        return _compile(template, _cleaned(paper, _strictly), moment, logo)
    except typst.TypstError as error:
        raise PdfNotMade(error.diagnostic) from error


def as_data(value: object) -> Any:
    """Turn a paper into plain JSON data: dataclasses into objects with their ``type``.

    A day becomes its three Swedish forms, a moment ``2024-09-12 kl. 13.05.09`` with its offset.
    """
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **data}
    if isinstance(value, datetime):
        return _written_moment(value)
    if isinstance(value, date):
        return {
            "iso": value.isoformat(),
            "long": format_long(value),
            "weekday": format_weekday(value),
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no place on paper")


def _written_moment(moment: datetime) -> str:
    """A moment is written as clocks in Sweden showed it, wherever and however it was kept."""
    if moment.tzinfo is None:
        raise ValueError("a moment on paper needs a time zone")
    local = moment.astimezone(SWEDEN)
    offset = local.strftime("%z")
    return f"{local:%Y-%m-%d} kl. {local:%H.%M.%S} (UTC{offset[:3]}:{offset[3:5]})"


def _strictly(text: str) -> str:
    return settable(text, strict=True)


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(item, clean) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item, clean) for item in value]
    return value


def _compile(template: str, data: Any, moment: datetime, logo: bytes) -> bytes:
    inputs = {"paper": json.dumps(data, ensure_ascii=False)}
    if logo:
        inputs["logo"] = json.dumps(list(logo))
    made = typst.compile(
        str(ROOT / template),
        format="pdf",
        root=str(ROOT),
        sys_inputs=inputs,
        font_paths=fonts(),
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],  # archivable with its structure, and accessible
        timestamp=_fixed_offset(moment),
    )
    if not isinstance(made, bytes):
        raise PdfNotMade("typst gave no bytes")
    return with_row_headers(made)


def _fixed_offset(moment: datetime) -> datetime:
    """Whole seconds in a fixed offset: what typst takes, and what a PDF's date can hold."""
    local = moment.astimezone(SWEDEN)
    return local.astimezone(timezone(local.utcoffset() or timedelta(0))).replace(microsecond=0)
