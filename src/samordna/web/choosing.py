"""Fields in which files are chosen: one file, or several at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from samordna.kernel.counting import counted

MB = 1024 * 1024
#: The most files that are chosen at once, and the most that they may be together, in bytes.
MOST_FILES = 20
LARGEST_TOGETHER = 30 * MB

Chosen: TypeAlias = "UploadedFile[Any]"


class FileChooser(forms.FileInput):
    """The control of files: gives all that were chosen, in order."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, several: bool = False) -> None:
        super().__init__({**(attrs or {}), **({"multiple": True} if several else {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Chosen]:
        """The files, the newest last."""
        if isinstance(files, MultiValueDict):
            return files.getlist(name)
        found = files.get(name) if files else None
        return [found] if found is not None else []


class FilesField(forms.FileField):
    """Files that are chosen at once, as a list; ``largest`` is of each, in bytes.

    A file that is empty or too large is named, and taken away from what was chosen: the others
    stay.
    """

    def __init__(self, *, largest: int, **kwargs: Any) -> None:
        kwargs.setdefault("widget", FileChooser(several=True))
        super().__init__(**kwargs)
        self.largest = largest

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Turn away what is far too large before it is read into memory."""
        files: list[Chosen] = list(data or [])
        faults = [said for file in files if (said := self._fault(file))]
        if faults:
            raise ValidationError(faults)
        if len(files) > MOST_FILES:
            number = counted(len(files), "fil", "filer")
            raise ValidationError(f"Det är {number}. Välj högst {MOST_FILES} på en gång.")
        if sum(file.size or 0 for file in files) > LARGEST_TOGETHER:
            raise ValidationError(
                f"Filerna är tillsammans större än {LARGEST_TOGETHER // MB} MB. Skicka dem i två "
                "omgångar."
            )
        if self.required and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return files

    def _fault(self, file: Chosen) -> str:
        if not file.size:
            return f"Filen {file.name} är tom. Välj en annan."
        if file.size > self.largest:
            return f"Filen {file.name} är större än {self.largest // MB} MB. {TOO_LARGE}"
        return ""


TOO_LARGE = "Dela upp den eller minska den."


def chosen(files: Sequence[Chosen]) -> Chosen | None:
    """The one file of a field for one: the newest."""
    return files[-1] if files else None
