"""What of a new version the lake does not hold yet, found out before anything is locked.

In: the files of a version and of the one before, and what was published last.
Out: for each table the quarters, uploads or publications that have to be written anew.
"""
