"""What the server hands out without Streamlit, as it was published: brief, slides, citations, data, files of the pages.

In: requests, most with a choice in their address.
Out: files that are kept, with the mark by which a browser knows that it has them already.
"""
