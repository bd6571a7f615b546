"""Signing in with the accounts of the city: OpenID Connect, from the button to a session of ours.

In: the settings [masuk], and what the city's identity provider answers.
Out: a session like everybody's, or a sentence; never a token.
"""
