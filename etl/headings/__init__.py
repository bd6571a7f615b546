"""Which columns a table has and what kind of table they make, known by their headings alone.

In: a grid of cells and the declarations of `etl/skema.py`.
Out: header rows, the kind of the table, its columns, tick columns.
"""
