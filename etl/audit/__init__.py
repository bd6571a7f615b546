"""Who did what, when and from where: an append-only file whose lines are chained by hashes.

In: an event, who caused it, its address and facts.
Out: entries, the head of the chain, sentences about what was changed or cut off.
"""
