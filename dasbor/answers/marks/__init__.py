"""What else happened, marked in trends: events that were held, and remarks that people left.

In: a trend of the reader's choice.
Out: the same trend with its marks.
"""
