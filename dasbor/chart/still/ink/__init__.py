"""SVG by hand: elements and their escaping, text and its width, hatches, places in a drawing of any width.

In: texts, colours, places.
Out: Markup.
"""
