"""Pieces of the upload page: the draft that survives a reload, findings as cards, cells mended in place.

In: the outcome of a check, and who looks at the page.
Out: cards and fields on the page; answers, corrections and choices in the draft of that user.
"""
