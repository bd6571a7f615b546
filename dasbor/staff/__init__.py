"""What the staff pages show: check, answer, publish, undo; one file a page, with its pieces beside it.

In: an uploaded workbook and who is signed in.
Out: elements of the page; publications.
"""
