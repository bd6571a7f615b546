"""Who may sign in and who may do what: accounts, roles and their rights, sessions, delays after failures.

In: names, passwords, cookies.
Out: yes, no or later; never a password.
"""
