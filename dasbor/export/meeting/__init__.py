"""Mode rapat: a quarter as slides of still charts for the wall of a meeting room, readable at three metres.

In: a request.
Out: one HTML page that is a scroll of slides without its script, and one slide at a time with it.
"""
