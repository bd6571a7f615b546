"""What proves that a file left this installation unchanged: its key, signatures over whole files, their examination.

In: bytes.
Out: the same bytes with a signature, a verdict.
"""
