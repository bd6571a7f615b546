"""Who may sign in: staff accounts, sessions, delays after failures, the audit of sign-ins.

In: names, passwords, cookies.
Out: yes, no or later; never a password.
"""
