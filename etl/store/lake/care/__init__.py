"""What keeps the shared catalog small: which server still needs which snapshot, and what nobody needs goes.

In: how far each server has come; what the lake holds.
Out: fewer snapshots and fewer, larger files; never anything that a server still has to fetch.
"""
