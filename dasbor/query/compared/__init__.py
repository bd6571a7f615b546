"""What lies between two quarters: the areas whose cooperatives changed, and whom training and mentoring reached anew.

In: a `Choice` and the quarter that is looked back to.
Out: tables whose counts add up exactly to the change of the figures.
"""
