"""What the process holds from which those of the areas of government are forked: libraries, whose memory they then
share. Nothing of ours that could remember one area, and nothing that starts a thread: a thread is not forked along."""

# ruff: noqa: F401
import gc

import argon2
import authlib
import cryptography
import duckdb
import filelock
import httpx
import itsdangerous
import jinja2
import numpy
import openpyxl
import pandas
import plotly.graph_objects
import pptx
import pyarrow
import pyrage
import python_calamine
import rapidfuzz
import resvg_py
import streamlit
import typst
import uvicorn
import websockets
import xlsxwriter

# They would start threads when they are imported; children have their own settings anyway.
QUIET = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}

# What is here by now is walked by no collection of a child: a look at an object would make a copy of its memory.
gc.collect()
gc.freeze()
