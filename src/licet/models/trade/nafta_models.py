"""The model of Caliendo and Parro with parts of it left out, as they do to show what each part is worth."""

from __future__ import annotations

import numpy as np

from licet.errors import InputError, UnknownName
from licet.models.trade.economy import Floats
from licet.models.trade.nafta_data import Data1993
from licet.record import replaced

FULL, NO_LINKS, NO_MATERIALS, ONE_SECTOR = "full", "no-links", "no-materials", "one-sector"
MODELS = (FULL, NO_LINKS, NO_MATERIALS, ONE_SECTOR)


def simplified(
    data: Data1993, model: str, theta_other: float, theta_one: float | None = None
) -> tuple[Data1993, float]:
    """The data for a simpler model, and the elasticity of its sectors without tariffs.

    "no-links": a sector's only materials are its own goods, in the share that the full table has for
    them. "no-materials": all output is value added. "one-sector": all traded goods are one and all
    others another, both with ``theta_one``; tariffs and value-added shares are medians over sectors.
    """
    if model not in MODELS:
        raise UnknownName("model", model, MODELS)
    if model == NO_LINKS:
        own = np.einsum("njj->jn", data.inputs)
        alone = np.broadcast_to(np.eye(len(data.sectors)), data.inputs.shape)
        return replaced(data, value_added=1 - own, inputs=np.array(alone)), theta_other
    if model == NO_MATERIALS:
        return replaced(data, value_added=np.ones_like(data.value_added)), theta_other
    if model == ONE_SECTOR:
        if theta_one is None:
            raise InputError("the model of one traded sector wants its elasticity, theta_one.")
        return _one(data, theta_one), theta_one
    return data, theta_other


def _one(data: Data1993, theta: float) -> Data1993:
    traded = len(data.theta)

    def mean(array: Floats, axis: int) -> Floats:
        parts = np.split(array, [traded], axis=axis)
        return np.stack([part.mean(axis=axis) for part in parts], axis=axis)

    inputs = mean(mean(data.inputs, 1), 2)
    return Data1993(
        data.countries, ("traded", "other"), data.trade.sum(axis=0, keepdims=True),
        np.median(data.tariffs_1993, axis=0)[None], np.median(data.tariffs_2005, axis=0)[None],
        inputs / inputs.sum(axis=1, keepdims=True),
        np.stack([np.median(part, axis=0) for part in np.split(data.value_added, [traded])]),
        np.stack([part.sum(axis=0) for part in np.split(data.output, [traded])]), np.array([theta]),
    )  # fmt: skip
