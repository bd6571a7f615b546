"""One cell at a time: numbers, dates, quarters, choices and texts as people type them.

In: raw cells with the declaration of their column.
Out: typed values, blanks, or the reason why neither; columns of them.
"""
