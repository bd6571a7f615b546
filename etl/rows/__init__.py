"""What each row below a header is: data, total, section, signature, notes.

In: a grid of cells and its header.
Out: data rows; every other row with the reason why it is none.
"""
