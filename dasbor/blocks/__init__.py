"""Pieces that several pages share: a question, its chart and its sentence for the reader's choice.

In: a `Choice`.
Out: cards, charts and lists, not yet on the screen.
"""
