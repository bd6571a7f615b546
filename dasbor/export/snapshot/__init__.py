"""Potret triwulan: all that is known of a quarter and area as one page of HTML, without network and script.

In: a request.
Out: HTML: cards, still charts, tables by area, whom to call, definitions, sources.
"""
