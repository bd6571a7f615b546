"""What people said about figures: it lies beside the versions, and goes with each of them.

In: the reader's choice.
Out: sentences with who and when, for this reader.
"""
