"""A proof (bukti): one figure with all that it was counted from, signed as one file, and its examination.

In: a request with an indicator; a file.
Out: HTML with its data inside; what holds of it and what does not.
"""
