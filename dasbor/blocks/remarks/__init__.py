"""Remarks on a page: shown below its cards, marked in its trends, written and withdrawn by those who may.

In: the reader's choice and the indicators of a page.
Out: sentences with who and when; a chart with marks.
"""
