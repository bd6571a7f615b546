"""Prove that what is published follows from the archive, and bring it back from there.

In: the records and workbooks of a state folder.
Out: a sentence with problems and remarks; versions that came back under their numbers; a pointer that is mended.
"""
