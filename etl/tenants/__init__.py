"""Several areas of government in one installation: which there are, and which one a process works for.

In: pemda.toml, the words of a command line.
Out: the folders of one area of government as settings of this process; what all of them have published.
"""
