"""The layers of a foreign PDF: which of them are off, said one by one."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name


def spell_out_layers(pdf: pikepdf.Pdf) -> None:
    """List every layer that is off, where a file says that all are but some.

    A bundle has one such word for all its files, so it is said of each layer instead.
    """
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary) or not isinstance(layers.get("/D"), Dictionary):
        return
    shown = layers.D
    if str(shown.get("/BaseState")) == "/OFF":
        on = {layer.objgen for layer in shown.get("/ON", Array())}
        shown.OFF = Array(
            [layer for layer in layers.get("/OCGs", Array()) if layer.objgen not in on]
        )
        shown.BaseState = Name.ON
