"""The blocks of a paragraph as texts: the clauses of each, and what the body does in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from samordna.kernel.wording.clauses import clauses_of, shown, sum_typed
from samordna.meetings.forms.fields import ClausesField
from samordna.meetings.models import AgendaItem
from samordna.meetings.proceedings.decisions import outcome_of, the_treatment
from samordna.meetings.proceedings.facts import Proceedings
from samordna.meetings.rules.blocks import Act, Block, blocks_of, restored_block
from samordna.meetings.services.decisions import MOST_BLOCKS, BlockDraft, OfBlocks
from samordna.web.clauses import ShownField
from samordna.web.merging import DrawnForm
from samordna.web.revisions import Difference

#: What stands for a block that one of two has taken away.
GONE = "blocket är borttaget"


class BlocksForm(DrawnForm):
    """What the body does in each block of a paragraph, and its clauses as the page showed them."""

    def __init__(
        self,
        proceedings: Proceedings,
        item: AgendaItem,
        data: Mapping[str, Any] | None,
        initial: Mapping[str, Any],
    ) -> None:
        self.proceedings, self.item, self.treatment = proceedings, item, the_treatment(item)
        super().__init__(data, initial=initial, auto_id="id_%s")
        facts, self.proposal = proceedings.facts(item), clauses_of(item.proposal)
        self.blocks = blocks_of(self.treatment.blocks)
        known = {block.key for block in self.blocks}
        # One that another has taken away meanwhile: what was written in it is not lost.
        sent = {key for name in self.data if (key := _key(name.removeprefix("satser_")))}
        self.blocks += [Block(key, act=Act.DECIDES) for key in sorted(sent - known)[:MOST_BLOCKS]]
        for block in self.blocks:
            lines = shown(proceedings.written_in(item, block), facts)
            number = "" if block.main else f", block {block.key}"
            self.fields[text_of(block)] = ClausesField(
                label=f"Beslut{number}", rows=4, initial=[line.text for line in lines]
            )
            self.fields[_shown_of(block)] = ShownField(text_of(block), initial=lines)
            self.fields[act_of(block)] = self._act_field(block, f"Vad organet gör{number}")

    def _act_field(self, block: Block, label: str) -> forms.ChoiceField:
        """What the body does in a block; what it does as usual is not offered once more by itself,
        unless that is what somebody has chosen."""
        usual = self.proceedings.usual_act(self.item, block) if block.main else None
        chosen = {str(block.act or ""), self.data.get(act_of(block))}
        choices = [("", f"Som vanligt ({usual.label})")] if usual else []
        choices += [(act.value, act.label) for act in Act]
        field = forms.ChoiceField(
            label=label, required=False, choices=choices, initial=str(block.act or "")
        )
        offered = [choice for choice in choices if choice[0] != usual or choice[0] in chosen]
        field.widget.choices = offered
        return field

    @property
    def block_fields(self) -> list[tuple[Block, forms.BoundField, forms.BoundField, bool]]:
        """The blocks in order: the text, what the body does, and whether words were changed."""
        return [
            (block, self[text_of(block)], self[act_of(block)], self.is_changed(block))
            for block in self.blocks
        ]

    def is_changed(self, block: Block) -> bool:
        """Whether there are words of a block to restore."""
        return restored_block(block, self.proposal, outcome_of(self.treatment)) != block

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """What the blocks said when they were read."""
        return [self[_shown_of(block)] for block in self.blocks]

    def take(self, data: QueryDict, name: str, value: Any) -> None:
        """A text that is taken over is one that the page showed so."""
        super().take(data, name, value)
        was = name.replace("satser_", "visade_")
        if was != name:
            data[was] = self.fields[was].prepare_value(self.fields[was].initial)

    def take_sum(self, data: dict[str, Any]) -> int | None:
        """The sum that somebody typed in a clause of what was proposed, in kronor. The clause says
        in ``data`` what it did before, for it follows the amount."""
        facts, kr = self.proceedings.facts(self.item), None
        for block in (block for block in self.blocks if block.main):
            typed = data.get(text_of(block)) or []
            if found := sum_typed(block.clauses, data.get(_shown_of(block)) or [], typed, facts):
                text, before, kr = found
                data[text_of(block)] = [before if one == text else one for one in typed]
        return kr

    @property
    def of_blocks(self) -> OfBlocks:
        """What the cleaned form says of blocks, as the service takes it."""
        return {
            "blocks": self._drafts(),
            "add_block": str(Act.DECIDES) if "nytt_block" in self.data else "",
            "remove_block": _key(self.data.get("ta_bort_block")),
            "restore_block": _key(self.data.get("aterstall_block")),
        }

    def _drafts(self) -> list[BlockDraft]:
        data, drafts = self.cleaned_data, []
        for block in self.blocks:
            name, was = text_of(block), _shown_of(block)
            if self.add_prefix(name) not in self.data:
                continue
            drafts.append(
                BlockDraft(
                    key=block.key,
                    act=data[act_of(block)],
                    shown=self.fields[was].initial if data[was] is None else data[was],
                    typed=data[name],
                )
            )
        return drafts

    def gone(self) -> list[Difference]:
        """What was written in blocks that another has taken away meanwhile; after a merge."""
        known = {block.key for block in blocks_of(self.treatment.blocks)}
        names = [text_of(block) for block in self.blocks if block.key not in known]
        return [
            Difference(str(self[name].label), GONE, "\n".join(self.cleaned_data[name]))
            for name in names
            if self.cleaned_data.get(name) and name not in self.untouched
        ]


def text_of(block: Block) -> str:
    """The name of the field with a block's clauses."""
    return f"satser_{block.key}"


def act_of(block: Block) -> str:
    """The name of the field with what the body does in a block."""
    return f"akt_{block.key}"


def _shown_of(block: Block) -> str:
    """The name of the field with what a block said when it was read."""
    return f"visade_{block.key}"


def _key(text: str | None) -> int | None:
    """A block's key as a button sends it."""
    fine = text is not None and text.isascii() and text.isdecimal() and len(text) < 6
    return int(text) if fine and text else None
