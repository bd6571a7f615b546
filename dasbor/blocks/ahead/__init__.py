"""What may come: where a rate stands at the end of the year if it goes on at its pace.

In: the reader's choice and an indicator.
Out: a sentence, or why none can be said.
"""
