"""Find the tables of a workbook and their quarter, wherever they stand and whatever the sheet is called.

In: the grids of a workbook.
Out: `model.FoundTable`: raw columns with their cells, and what was left unread.
"""
