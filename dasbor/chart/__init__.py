"""From a table to a figure with headline, text alternative and table. Pure functions; no questions, no Streamlit.

In: a table and the words for it.
Out: `Chart`: Plotly figure, headline, alt text, the table behind it.
"""
