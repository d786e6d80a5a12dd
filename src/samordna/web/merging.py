"""Two who wrote at once: each field goes by whoever changed it, and only the rest is asked about.

A form carries what its page was drawn with, as a short print of each field. When somebody else has
saved since then, a field that this page's writer has not touched takes what is saved, one that only
this writer touched stands as typed, and one that both changed is shown with both texts. It works
without script, since the prints stand in the form itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any, TypeVar, cast

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict

from samordna.ground.locking import for_change
from samordna.journal.changes import change
from samordna.kernel.money import LONGEST_TYPED
from samordna.kernel.unread import Fields, Unread
from samordna.web.forms import HouseForm
from samordna.web.revisions import Difference, Stale, difference, plain
from samordna.web.sent_json import read_json

T = TypeVar("T")
M = TypeVar("M", bound=Model)

#: The field that carries the prints.
DRAWN = "ritat"
#: Both texts of the revision that is named were weighed: the writer's own are kept, or the saved.
KEEPS, FETCHES = "vagt", "hamtat"
#: The longest field of prints that is read, in characters.
_LONGEST = 100_000
#: What keeps no revision of its own stands at this one.
_NO_REVISION = 0


def fingerprint(value: Any) -> str:
    """A short print by which the same value, however its lines end, is known again."""
    return blake2b(plain(value).encode(), digest_size=6).hexdigest()


def read_prints(text: str | None) -> dict[str, str] | None:
    """The prints that a form sent, by name; None where it sent none that can be read."""
    found = read_json(text, _LONGEST)
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else None


class DrawnForm(HouseForm):
    """A form that carries the prints of what its page was drawn with.

    ``untouched``: after a merge, the fields that this page's writer has left as they were drawn.
    """

    untouched: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[DRAWN] = forms.CharField(
            required=False, widget=forms.HiddenInput, max_length=_LONGEST
        )

    def _post_clean(self) -> None:
        """What was typed is what services take; the prints are the page's."""
        super()._post_clean()  # type: ignore[misc]
        self.cleaned_data.pop(DRAWN, None)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """The prints follow from the other fields' values."""
        if field_name != DRAWN:
            return super().get_initial_for_field(field, field_name)
        return self.prints_of(
            {n: self.get_initial_for_field(f, n) for n, f in self.fields.items() if n != DRAWN}
        )

    def prints_of(self, values: Mapping[str, Any]) -> str:
        """The prints of a page that is drawn with these values, as the form carries them."""
        shown = {n: f for n, f in self.fields.items() if not f.widget.is_hidden}
        prints = {n: fingerprint(f.prepare_value(values.get(n))) for n, f in shown.items()}
        return json.dumps(prints, separators=(",", ":"))

    def take(self, data: QueryDict, name: str, value: Any) -> None:
        """Let a field hold what is saved."""
        prepared = self.fields[name].prepare_value(value)
        several = prepared if isinstance(prepared, list) else [prepared]
        texts = ["" if one is None else str(one) for one in several]
        data.setlist(self.add_prefix(name), texts)


def merge(form: DrawnForm, saved: Mapping[str, Any], revision: int) -> list[Difference]:
    """Take over what others saved in fields this writer left alone; return what both changed.

    ``saved`` is what stands at ``revision``, by the names of the fields; ``form`` is valid, and
    valid with what it took over, or everything that differs is returned. A writer who has weighed
    the texts of that very revision is asked no more. Of a form without prints nothing is
    known, and every difference is asked about.
    """
    typed = cast(QueryDict, form.data)
    drawn = read_prints(typed.get(form.add_prefix(DRAWN)))
    keeps, fetches = (typed.get(name) == str(revision) for name in (KEEPS, FETCHES))
    data, touched, asked = typed.copy(), [], []
    untouched = set()
    for bound in form.visible_fields():
        name, field = bound.name, bound.field
        if field.widget.value_omitted_from_data(typed, MultiValueDict(), bound.html_name):
            form.take(data, name, saved.get(name))  # it did not stand on the page
            continue
        theirs = field.prepare_value(saved.get(name))
        mine = _own_of(form, bound)
        before = (drawn or {}).get(name, "")
        is_untouched = before in map(fingerprint, mine)
        if is_untouched:
            untouched.add(name)
        if plain(theirs) in map(plain, mine):
            continue
        if is_untouched or (fetches and before != fingerprint(theirs)):
            form.take(data, name, saved.get(name))
            continue
        found = difference(bound, saved.get(name))
        touched.append(found)
        if before != fingerprint(theirs) and not keeps:
            asked.append(found)
    form.untouched = frozenset(untouched)
    data[form.add_prefix(DRAWN)] = form.prints_of(saved)
    form.data = data
    form.full_clean()
    return asked if form.is_valid() else touched


def is_touched(form: DrawnForm) -> bool:
    """Whether a valid form says anything else than what its page was drawn with. Of one without
    prints nothing is known."""
    drawn = read_prints(cast(QueryDict, form.data).get(form.add_prefix(DRAWN)))
    return drawn is None or any(
        drawn.get(bound.name, "") not in map(fingerprint, _own_of(form, bound))
        for bound in form.visible_fields()
    )


def _own_of(form: DrawnForm, bound: forms.BoundField) -> tuple[Any, Any]:
    """What a field of a valid form was sent with, as it was typed and as it is read."""
    return bound.value(), bound.field.prepare_value(form.cleaned_data.get(bound.name))


def locked(row: M) -> M:
    """The row as it stands, locked until the transaction ends. Raises Http404 where it has gone."""
    rows = for_change(type(row)._default_manager.all())
    return get_object_or_404(rows, pk=row.pk)


def save_merged(
    form: DrawnForm, standing: Callable[[], Mapping[str, Any]], write: Callable[[], T]
) -> T:
    """Write a form over what stands, field by field, in one transaction; return what was written.

    For what keeps no revision of its own. ``standing`` locks the row and says what it holds, by
    the names of the fields; ``write`` takes the form, which is valid, with what others have saved
    in it. Raises :class:`~samordna.web.revisions.Stale` with both texts of what both changed,
    and the form then stands at what is saved.
    """
    with change():
        saved = standing()
        asked = merge(form, saved, _NO_REVISION)
        if asked or not form.is_valid():
            stale = Stale(_NO_REVISION, saved)
            stale.differences = asked
            raise stale
        return write()


def hold_back(form: DrawnForm, saved: Mapping[str, Any]) -> dict[str, Unread]:
    """Let fields that cannot be read hold what is saved, so that the others can be saved.

    Returns what was typed in them, by input, to be kept and given back with :func:`give_back`;
    nothing where the form can be read as it is, or not even so.
    """
    if not form.is_bound or form.is_valid():
        return {}
    unread = unread_in(form)
    typed = cast(QueryDict, form.data)
    data = typed.copy()
    for name in form.errors:
        if name in form.fields:
            form.take(data, name, saved.get(name))
    form.data = data
    form.full_clean()
    if form.is_valid():
        return unread
    form.data = typed
    form.full_clean()
    return {}


def unread_in(form: forms.Form) -> dict[str, Unread]:
    """What was typed in the fields that cannot be read, by the names of their inputs."""
    data = cast(QueryDict, form.data)
    return {
        (name := bound.html_name): Unread(
            str(bound.label),
            tuple(data.getlist(name)),
            " ".join(map(str, bound.errors)),
            limit_of(bound.field),
        )
        for bound in form.visible_fields()
        if bound.errors
    }


def limit_of(field: forms.Field) -> int:
    """How many characters a field may hold."""
    return getattr(field, "max_length", None) or LONGEST_TYPED


def unread_now(form: DrawnForm, mine: Fields, saved: Fields) -> dict[str, Unread]:
    """What cannot be read by now: this writer's, and what others left in fields left alone."""
    theirs = {name: one for name, one in saved.items() if name in form.untouched}
    return {**theirs, **mine}


def draw_unread(form: DrawnForm, unread: Fields) -> None:
    """Let a page that is opened show what was typed and cannot be read, and what is wrong in it."""
    if form.is_bound or not unread:
        return
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        form.take(data, name, form.get_initial_for_field(field, name))
    for name, one in unread.items():
        data.setlist(name, list(one.typed))
    form.data, form.is_bound = data, True
    form.full_clean()
    _say_cut(form, unread)


def give_back(form: DrawnForm, unread: Fields, saved: Mapping[str, Any], revision: int) -> None:
    """Show what was typed, and what is wrong in it, on a page that stands at what is saved."""
    data = cast(QueryDict, form.data).copy()
    for name, one in unread.items():
        data.setlist(name, list(one.typed))
    data[form.add_prefix(DRAWN)] = form.prints_of(saved)
    data[form.add_prefix("revision")] = str(revision)
    form.data = data
    form.full_clean()
    _say_cut(form, unread)


def _say_cut(form: DrawnForm, unread: Fields) -> None:
    """Say at its field of what is too much to be kept."""
    for bound in form.visible_fields():
        one = unread.get(bound.html_name)
        if one is not None and one.cut and bound.errors:
            bound.errors.append(one.cut)
