"""What else happened, shown in charts over quarters: events above the quarters in which they were held.

In: a drawn chart and the reader's choice.
Out: the same chart with marks and what they mean.
"""
