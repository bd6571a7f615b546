"""What the rows of a register say about damage, beside an earlier register: moved, zero, emptied.

In: the rows of two registers, read once.
Out: what each gate saw, and a finding for it that asks for a reason.
"""
