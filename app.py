"""The application: `streamlit run app.py` serves it, and every run of a session draws the frame."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dasbor.ui import frame

if get_script_run_ctx(suppress_warning=True) is None:
    # Started by the server: the routes and middleware around the pages.
    from dasbor.server import middleware, warm

    app = st.App(
        __file__,
        routes=middleware.ROUTES,
        middleware=middleware.LAYERS,
        lifespan=warm.run_lifespan,
        on_script_error=frame.handle_script_error,
    )
else:
    frame.show_app()
