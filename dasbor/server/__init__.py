"""Around Streamlit: routes, middleware, sign-in, warming. The only room that touches Streamlit's insides.

In: requests.
Out: answers, refusals in plain Indonesian.
"""
