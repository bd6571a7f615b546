"""Whom to call: telephone and chair of cooperatives, apart from everything that is published.

In: what a register says when it is published; what staff type.
Out: one file, for its owner only, for people who are signed in; never a version, a log, a backup.
"""
