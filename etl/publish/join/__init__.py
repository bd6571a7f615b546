"""Join or separate published cooperatives in all quarters, and take that back; preview, publication, repetition.

In: ids of cooperatives, quarters, who and why.
Out: what would change; the number of the new version.
"""
