"""Where things stand in a drawing: a share of the width and pixels, so that text keeps its size at any width.

On a page x is written in per cent of the plot's width, whose margins the surrounding element keeps free; a picture has
one width, and there everything is in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dasbor.chart.still import tags

STEPS = (320, 400, 480, 560, 640, 760, 900)  # px of a drawing below which styles/still.css hides what is for wide ones
USUAL_STEP = 480
UNITS = 1000  # across the plot, in what is stretched to its width


@dataclass(frozen=True)
class Spot:
    """A place: share of the plot's width, pixels to the right of it, pixels from the top."""

    share: float
    y: float
    dx: float = 0.0


@dataclass(frozen=True)
class Frame:
    """Margins and size in pixels. width: None on a page, where the drawing is as wide as its place."""

    height: float
    left: float
    right: float
    top: float
    bottom: float
    width: float | None = None
    step: int = USUAL_STEP

    @property
    def plot_height(self) -> float:
        return self.height - self.top - self.bottom

    @property
    def plot_width(self) -> float:
        """Of a picture; on a page that of the narrowest screen."""
        whole = 288.0 if self.width is None else self.width
        return max(whole - self.left - self.right, 1.0)

    def find_y(self, share: float) -> float:
        """Pixels from the top; share 0 = bottom of the plot."""
        return self.top + (1 - share) * self.plot_height

    def write_x(self, spot: Spot) -> str:
        return self.write_share(spot.share)

    def write_share(self, share: float) -> str:
        """A place from left to right."""
        if self.width is None:
            return f"{tags.write(share * 100)}%"
        return tags.write(self.left + share * self.plot_width)

    def write_length(self, share: float) -> str:
        return f"{tags.write(share * 100)}%" if self.width is None else tags.write(share * self.plot_width)

    def put_at(self, spot: Spot, content: Markup) -> Markup:
        """What is drawn around a point."""
        if self.width is None:
            inner = tags.make("g", content, transform=f"translate({tags.write(spot.dx)} 0)") if spot.dx else content
            return tags.make("svg", inner, x=self.write_x(spot), y=spot.y, overflow="visible")
        x = self.left + spot.share * self.plot_width + spot.dx
        return tags.make("g", content, transform=f"translate({tags.write(x)} {tags.write(spot.y)})")

    def put_stretched(self, content: Markup) -> Markup:
        """Paths with their x from find_stretched_x, stretched to the plot's width."""
        if self.width is None:
            box = f"0 0 {UNITS} {tags.write(self.height)}"
            return tags.make(
                "svg",
                content,
                width="100%",
                height=self.height,
                viewBox=box,
                preserveAspectRatio="none",
                overflow="visible",
            )
        return content

    def find_stretched_x(self, share: float) -> float:
        """The x of a point of such a path."""
        return share * UNITS if self.width is None else self.left + share * self.plot_width

    def find_hidden(self) -> str:
        """Which parts a picture of this width leaves out: "wide", "narrow", "" on a page."""
        if self.width is None:
            return ""
        return "wide" if self.width < self.step else "narrow"

    def name_only(self, only: str, step: int | None = None) -> str | None:
        """The class of a part that is for wide or narrow screens only."""
        if not only or self.width is not None:
            return None
        return f"{'lebar' if only == 'wide' else 'sempit'}{step or self.step}"


def choose_step(needed: float) -> int:
    """The smallest of STEPS that is as wide."""
    return next((step for step in STEPS if step >= needed), STEPS[-1])
