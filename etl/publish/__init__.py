"""Publish a checked workbook, bring an older version back, take an upload or a quarter back, change settings.

In: the result of a check, who and why.
Out: the number of the new version and its record in the archive.
"""
