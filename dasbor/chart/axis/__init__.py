"""What an axis shows: the rates between which a line runs, the quarter that the reader chose, quarters with events.

In: the values of a line; a drawn chart and a quarter, or events.
Out: range, ticks and their words; the same chart with the quarter or the events marked.
"""
