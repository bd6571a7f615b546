"""How a chart comes onto a page: its still twin, the moving one when the reader asks for it, its picture files.

In: a `Chart`.
Out: elements of the page; files.
"""
