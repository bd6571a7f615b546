"""Which quarters may be looked at, and which one is meant where nobody names one."""

from __future__ import annotations

from dasbor.query.neighbours import areas
from dasbor.query.neighbours.scene import Scene


def list_quarters(scene: Scene) -> list[str]:
    """Every quarter whose cooperatives any area of government has counted, newest first."""
    return sorted({q for known in areas.list_quarters(scene).values() for q in known}, reverse=True)


def find_usual_quarter(scene: Scene) -> str:
    """The newest quarter that at least half of those have counted who have counted any; "" where nobody has. Invented
    areas have no say beside real ones."""
    real = areas.list_real(scene)
    known = [set(one) for code, one in areas.list_quarters(scene).items() if one and code in real]
    return next((q for q in list_quarters(scene) if 2 * sum(q in one for one in known) >= len(known)), "")
