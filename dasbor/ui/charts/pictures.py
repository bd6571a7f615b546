"""The picture files of a chart: SVG and PNG with headline, subtitle and origin, made when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence

from dasbor.chart import still
from dasbor.chart.chart import Chart
from dasbor.ui import exports
from dasbor.ui.exports import File

SVG_MIME, PNG_MIME = "image/svg+xml", "image/png"


def list_pictures(g: Chart, origin: Sequence[str], beside: File) -> list[File]:
    """Named as another file of the chart; what is invented or a draft says so in the picture too."""
    lines, name = [*exports.list_marks(), *origin], beside.name.rpartition(".")[0]
    return [
        File("Unduh SVG", lambda: still.svg(g, words=lines).encode(), f"{name}.svg", SVG_MIME),
        File("Unduh PNG", lambda: still.make_png(still.svg(g, words=lines)), f"{name}.png", PNG_MIME),
    ]
