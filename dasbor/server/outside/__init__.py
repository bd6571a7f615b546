"""What the server hands out without Streamlit, as it was published: brief, slides, citations, open data.

In: requests with a choice in their address.
Out: files that are kept, with the mark by which a browser knows that it has them already.
"""
