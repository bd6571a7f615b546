"""The application: `streamlit run app.py` serves it, and every run of a session draws the frame."""

import streamlit as st

from dasbor.server import runs
from dasbor.ui import frame

if not runs.is_page_run():
    # Started by the server: the routes and middleware around the pages, unless a setting is fatal.
    from etl.upkeep.hindrances import refuse_wrong_settings

    refuse_wrong_settings()
    from dasbor.server import life, middleware

    app = st.App(
        __file__,
        routes=middleware.ROUTES,
        middleware=middleware.LAYERS,
        lifespan=life.run_lifespan,
        on_script_error=frame.handle_script_error,
    )
else:
    frame.show_app()
