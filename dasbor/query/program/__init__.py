"""What the dinas did beside visits: events, and what was paid by which fund. Questions to a version.

In: a `Choice`, a span of quarters or a fund.
Out: tables of events, of funds and of whom they reached; where each row stands.
"""
