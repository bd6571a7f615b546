"""The figures that staff may change on a page: declared once, stored in each version, read as of then.

In: the reference folder's start values; the settings that a version holds; changes as somebody typed them.
Out: the settings in force in a version, or in the next one; sentences for what is wrong with a change.
"""
