"""What is looked at when areas of government stand side by side: an indicator, a quarter, which cooperatives count, and
what this installation published itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import TypeVar

from dasbor import keep
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query.neighbours import held
from dasbor.query.source import in_force
from etl import periode as quarters
from etl.acuan import load_reference, reference_state

T = TypeVar("T")
_KEPT = keep.Shelf(most=200)


@dataclass(frozen=True)
class Scene:
    """own: the whole area of this installation in the version that is shown, None = nothing is published; held: which
    packages, see held.identify()."""

    periode: str
    indikator: str
    kelompok_hitung: str = WITH_KKMP
    own: Choice | None = None
    held: str = ""

    @property
    def before(self) -> str:
        """The quarter before."""
        return quarters.shift_quarter(self.periode, -1)

    @property
    def year_ago(self) -> str:
        return quarters.shift_quarter(self.periode, -4)

    @property
    def other_group(self) -> str:
        """The other choice of cooperatives."""
        return WITH_KKMP if self.kelompok_hitung == WITHOUT_KKMP else WITHOUT_KKMP

    @property
    def own_row(self) -> Choice | None:
        """The own version where it is one of the areas that stand side by side; a province is around them."""
        return None if self.own is None or held.is_province() else self.own

    def turn_to(self, indikator: str) -> Scene:
        """The same of another indicator."""
        return replace(self, indikator=indikator)


def keep_once(name: str, scene: Scene, compute: Callable[[], T], *other: object) -> T:
    """What `compute` makes of a scene, computed once as long as nothing is received, published or set anew."""
    own: Hashable = keep.state(scene.own) if scene.own else ""
    result: T = _KEPT.get((name, scene, own, reference_state(), other), compute)
    return result


def read_small_n(scene: Scene) -> int:
    """Shares of fewer cases are not compared: by the rules of this installation."""
    rules = in_force.read_rules(scene.own) if scene.own else load_reference().rule_settings
    return rules["n_kecil"]
