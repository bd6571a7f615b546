"""How the blocks of a page lie: beside each other, folded to their heading on a phone; the contents of a long page.

In: names of places, and blocks that a page draws into them.
Out: containers whose class the style sheets (dasbor/ui/styles/layout.css) lay out; links to the places.
"""
