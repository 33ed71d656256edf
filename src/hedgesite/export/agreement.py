"""How far coders agree, as `companion.json` and `hedgesite agreement` give it."""

from __future__ import annotations

from hedgesite.derive import Comparison
from hedgesite.derive.agreement import Figure
from hedgesite.styles.csl.item_values import JsonObject


def agreement_json(comparison: Comparison) -> JsonObject:
    """The figures of a coding as the document has them."""
    found = comparison.agreement
    return {
        "coding": comparison.id,
        "passages": found.passages,
        "same": found.same,
        "compared-at-the-whole": sorted(set(comparison.joined.values())),
        "pooled-kappa": _figure(found.pooled),
        "alpha-masi": _figure(found.alpha),
        "codes": [
            {
                "code": each.code,
                "both": each.cells.both,
                "only-first": each.cells.first,
                "only-second": each.cells.second,
                "neither": each.cells.neither,
                "agreement": _figure(each.percent),
                "kappa": _figure(each.kappa),
                **({"doubt": each.doubt.value} if each.doubt else {}),
            }
            for each in found.codes
        ],
        "disagreements": [
            {"passage": each.id, "first": sorted(each.first), "second": sorted(each.second)}
            for each in comparison.disagreements
        ],
    }


def _figure(figure: Figure) -> JsonObject:
    """Rounded, since the last digits of floating point are not the same everywhere."""
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {name: None if end is None else round(end, 6) + 0.0 for name, end in ends.items()}
