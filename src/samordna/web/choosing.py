"""Fields in which files are chosen, one or several at once, and never twice.

A form that is drawn anew with something to put right still has its files: ``keeps_files`` on the
view lays those that were kept (``kept_files``) in among those that are sent, and keeps what the
drawn form shows. The form carries their keys; it works without script.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from samordna.ground.apart import remembering
from samordna.kernel.counting import counted
from samordna.kernel.files import MB, fault_of_size, size_in_words
from samordna.kernel.media import label_of, media_type_of
from samordna.web.kept_files import KEYS, Chosen, KeptUpload, forget_files, keep_files, kept_files
from samordna.web.markup import escaped
from samordna.web.shown_again import is_saved

P = ParamSpec("P")

#: The most files that are chosen at once, and the most that they may be together, in bytes.
MOST_FILES = 20
LARGEST_TOGETHER = 30 * MB
#: What says that a file is taken away, after the name of its field.
TAKEN = "_utan"


class FileChooser(forms.FileInput):
    """The control of files: gives all that were chosen, in order, and shows those it has."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, several: bool = True) -> None:
        super().__init__({**(attrs or {}), **({"multiple": True} if several else {})})
        self.several = several

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Chosen]:
        """The files, the newest last; of a field for one, the newest alone."""
        if isinstance(files, MultiValueDict):
            found = files.getlist(name)
        else:
            found = [files[name]] if files and name in files else []
        return found if self.several else found[-1:]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The files that the form has already, each to be taken away, and the control."""
        has = [file for file in value or [] if not is_refused(file)]
        rows = "".join(_row(name, file) for file in has)
        shown = f'<ul class="chosen-files">{rows}</ul>\n' if rows else ""
        # Says that the form carries keys, also while it has none.
        carries = f'<input type="hidden" name="{escaped(name + KEYS)}" value="">'
        control = super().render(name, None, attrs, renderer)
        return SafeString(f"{shown}{carries}{control}")


def _row(name: str, file: Any) -> str:
    if not hasattr(file, "key"):
        # Small, and no word that somebody has written (``held.texts_of``).
        file.key = secrets.token_hex(12)
    file.seek(0)
    label = label_of(media_type_of(file.read(64 * 1024), file.name))
    file.seek(0)
    key, called = escaped(file.key), escaped(file.name)
    return (
        f'<li><input type="hidden" name="{escaped(name + KEYS)}" value="{key}">'
        f"{called} <span>({escaped(label)}, {escaped(filesizeformat(file.size))})</span> "
        f'<label class="choice"><input type="checkbox" name="{escaped(name + TAKEN)}"'
        f' value="{key}"> <span>Ta bort<span class="visually-hidden"> {called}</span></span>'
        "</label></li>"
    )


class FilesField(forms.FileField):
    """Files that are chosen at once, as a list; ``largest`` is of each, in bytes.

    A file that is empty or too large is named, and goes: the others stay in the form.
    """

    def __init__(self, *, largest: int, accept: str = "", several: bool = True, **kwargs: Any):
        attrs = {"accept": accept} if accept else {}
        super().__init__(widget=FileChooser(attrs, several=several), **kwargs)
        self.largest, self.several = largest, several

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the form shows: the files that it was sent."""
        return data

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Turn away what is far too large before it is read into memory."""
        files: list[Chosen] = list(data or [])
        if faults := list(self._faults(files)):
            raise ValidationError(faults)
        if len(files) > MOST_FILES:
            number = counted(len(files), "fil", "filer")
            raise ValidationError(f"Det är {number}. Välj högst {MOST_FILES} på en gång.")
        if len(files) > 1 and sum(file.size or 0 for file in files) > LARGEST_TOGETHER:
            raise ValidationError(
                f"Filerna är tillsammans större än {LARGEST_TOGETHER // MB} MB. Skicka dem i två "
                "omgångar."
            )
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return files

    def _faults(self, files: list[Chosen]) -> Iterator[str]:
        for file in files:
            size = file.size or 0
            if not (named := fault_of_size(file.name or "", size, self.largest)):
                continue
            if size:
                alone = f"Filen är för stor. Den får vara högst {size_in_words(self.largest)}."
            else:
                alone = str(self.error_messages["empty"])
            yield refused(file, named if self.several else alone)


class OneFileField(FilesField):
    """One file, or None: the newest that was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(several=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file."""
        files = super().clean(data, initial)
        return files[-1] if files else None


def refused(file: Any, why: str) -> str:
    """Say of a file that it is what must be put right: it is not kept. Returns ``why``."""
    file.refused = why
    return why


def is_refused(file: Any) -> bool:
    """Whether a file is what must be put right."""
    return bool(getattr(file, "refused", ""))


def keeps_files(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[Any, P], HttpResponse]:
    """A view whose form has files: those that were chosen stay until it is saved, for a day.

    It stands inside what lets people in, and inside ``once``.
    """

    @wraps(view)
    def keeping(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        keys = _lay_in(request)
        answer = view(request, *args, **kwargs)
        if request.method == "POST":
            _settle(request, answer, keys)
        return answer

    return keeping


def reads_first(
    field: str, read: Callable[[bytes, str], object], may: Callable[..., object]
) -> Callable[
    [Callable[Concatenate[Any, P], HttpResponse]], Callable[Concatenate[Any, P], HttpResponse]
]:
    """A view whose files are read before anything is held; it stands outside ``once``, which holds
    a row, and on SQLite the whole database, until the view has answered.

    ``may`` is called as the view is, and raises for who may not. ``read`` is called with the bytes
    and the name of each file, and what it finds out is remembered until the answer
    (``ground.apart.remembering``): the view asks again for what it does with it.
    """

    def outside(
        view: Callable[Concatenate[Any, P], HttpResponse],
    ) -> Callable[Concatenate[Any, P], HttpResponse]:
        @wraps(view)
        def reading(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            may(request, *args, **kwargs)
            with remembering():
                for file in _to_read(request, field):
                    with suppress(ValueError):  # why it is refused is said by the view
                        read(file.read(), file.name or "")
                    file.seek(0)
                return view(request, *args, **kwargs)

        return reading

    return outside


def _to_read(request: HttpRequest, field: str) -> list[Chosen]:
    """The files that a form is sent with, and those that it has the keys of; none where they are
    too many or too large together, since they are refused unread."""
    fields = dict(request.POST.lists())
    taken = fields.get(f"{field}{TAKEN}", [])
    keys = [key for key in fields.get(f"{field}{KEYS}", []) if key and key not in taken]
    association, person = _whose(request)
    sent = request.FILES.getlist(field)
    found = [*kept_files(association, person, request.path, field, keys), *sent]
    together = sum(file.size or 0 for file in found)
    return found if len(found) <= MOST_FILES and together <= LARGEST_TOGETHER else []


def _lay_in(request: HttpRequest) -> list[str]:
    """Lay the files that the form has the keys of before those that are sent; return their keys."""
    # Lists, not asked for by name: a page that draws no form of them has not asked (``posted``).
    fields = dict(request.POST.lists())
    found: list[str] = []
    for name, keys in fields.items():
        if not name.endswith(KEYS):
            continue
        field = name.removesuffix(KEYS)
        association, person = _whose(request)
        taken = [key for key in fields.get(f"{field}{TAKEN}", []) if key in keys]
        forget_files(association, person, taken)
        left = [key for key in keys if key and key not in taken]
        kept = kept_files(association, person, request.path, field, left)
        new = [file for file in request.FILES.getlist(field) if not isinstance(file, KeptUpload)]
        if kept or new:
            request.FILES.setlist(field, [*kept, *new])
        found += [file.key for file in kept]
    return found


def _settle(request: HttpRequest, answer: HttpResponse, keys: list[str]) -> None:
    """Keep what the drawn form shows, or forget what has been saved."""
    association, person = _whose(request)
    if is_saved(request, answer):
        forget_files(association, person, keys)
        return
    for field, files in request.FILES.lists():
        shown = [f for f in files if hasattr(f, "key") and not isinstance(f, KeptUpload)]
        keep_files(association, person, request.path, field, [(f.key, f) for f in shown])


def _whose(request: HttpRequest) -> tuple[int, str]:
    return request.association.pk, str(request.user.pk)  # type: ignore[attr-defined]
