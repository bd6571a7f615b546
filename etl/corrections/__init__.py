"""Cells that staff mended without touching the workbook: read from what they typed, applied to the grid, remembered.

In: grids as read, the corrections of a check, and those of earlier publications.
Out: grids with the new values, the corrections that were taken, findings on the others, and what may be mended again.
"""
