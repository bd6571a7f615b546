"""The still twin of every chart: the same marks, words and values as SVG, read off the same sketch as Plotly's figure.

In: a `Chart`.
Out: one line of SVG, for a page of any width (`draw_on_page`) or as a picture of one width (`svg`), and that as PNG.
"""

from dasbor.chart.still.png import make_png
from dasbor.chart.still.write import draw_classes, draw_on_page, svg

__all__ = ["draw_classes", "draw_on_page", "make_png", "svg"]
