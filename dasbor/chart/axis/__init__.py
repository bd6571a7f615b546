"""What an axis shows: the rates between which a line runs, and the quarter that the reader chose.

In: the values of a line; a drawn chart and a quarter.
Out: range, ticks and their words; the same chart with the quarter marked.
"""
