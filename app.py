"""The application: `streamlit run app.py` serves it, and every run of a session draws the frame."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dasbor import bingkai

if get_script_run_ctx(suppress_warning=True) is None:
    # Started by the server: the routes and middleware around the pages.
    from dasbor import peladen, pemanas

    app = st.App(
        __file__,
        routes=peladen.RUTE,
        middleware=peladen.LAPIS,
        lifespan=pemanas.lifespan,
        on_script_error=bingkai.on_script_error,
    )
else:
    bingkai.show()
