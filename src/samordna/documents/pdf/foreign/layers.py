"""The layers of a foreign PDF: which of them are off, said one by one."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

#: What is said of layers in lists, which a bundle has one of for all its files.
LISTS = ("/ON", "/OFF", "/Order", "/Locked", "/AS")


def spell_out_layers(pdf: pikepdf.Pdf) -> None:
    """List every layer that is off, where a file says that all are but some.

    A bundle has one such word for all its files, so it is said of each layer instead. What is no
    list of layers is left out, since the lists of all files become one.
    """
    if "/OCProperties" not in pdf.Root:
        return
    layers = pdf.Root.OCProperties
    if not isinstance(layers, Dictionary):
        del pdf.Root.OCProperties
        return
    layers.OCGs = _layers_of(layers, "/OCGs")
    if not isinstance(layers.get("/D"), Dictionary):
        layers.D = Dictionary()
    shown = layers.D
    for key in LISTS:
        if key in shown and not isinstance(shown[key], Array):
            del shown[key]
    if str(shown.get("/BaseState")) == "/OFF":
        on = {layer.objgen for layer in _layers_of(shown, "/ON")}
        shown.OFF = Array([layer for layer in layers.OCGs if layer.objgen not in on])
        shown.BaseState = Name.ON


def _layers_of(holder: pikepdf.Object, key: str) -> Array:
    listed = holder.get(key)
    if not isinstance(listed, Array):
        return Array()
    return Array([layer for layer in listed if isinstance(layer, Dictionary)])
