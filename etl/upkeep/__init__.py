"""Run an installation for years: backups, putting one back, drills, an examination, logs.

In: a state folder and a folder for its backups.
Out: a backup that proves itself, a state put back, findings with what to do, lines for a monitor.
"""
