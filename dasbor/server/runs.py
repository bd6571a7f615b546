"""Whether the code that asks runs for a page of a reader, or for the server that starts."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def is_page_run() -> bool:
    return get_script_run_ctx(suppress_warning=True) is not None
