"""Pieces that several pages share: a question, its chart and its sentence for the reader's choice.

In: a `Choice`.
Out: cards, charts and lists, not yet on the screen. What dasbor/answers says and draws is at hand here as well.
"""

from dasbor.answers import area_figures, drawn, due, parted, provenance, rule_changes, status_charts

__all__ = ["area_figures", "drawn", "due", "parted", "provenance", "rule_changes", "status_charts"]
