"""How the blocks of a page lie: beside each other where the screen is wide, folded to their heading on a phone.

In: names of places, and blocks that a page draws into them.
Out: containers whose class the style sheets (dasbor/ui/styles/layout.css) lay out; links to the places.
"""
