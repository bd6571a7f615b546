"""Drafts before they are published: built as they would look, handed in for approval, approved or sent back.

In: a checked workbook and who made it.
Out: a preview; a draft that waits; the number of the version that it became.
"""
