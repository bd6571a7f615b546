"""What the reader of this run looks at, as the view under which their page is built or kept."""

from __future__ import annotations

from dasbor.ui import parameters, reader
from dasbor.ui.charts import drawn
from dasbor.ui.kept.view import View


def make_view() -> View | None:
    """None outside of the frame, which knows the page."""
    address, shown = reader.find_page_address(), reader.read_bound_version()
    if address is None:
        return None
    url = tuple(sorted(reader.list_url_values().items()))
    return View(
        address, shown.number, shown.damage, url, parameters.list_parameters(), drawn.list_explored(), shown.writes
    )
