"""Jalan ke Target: what it takes to reach a target, in which way, and whom by name."""

from dasbor.content import jalan
from dasbor.ui import screen

p = screen.start_page("Jalan ke Target", jalan.QUESTION)
if goal := jalan.choose_goal(p):
    jalan.show_goal(p, goal)
screen.show_definitions(jalan.DEFINITIONS, "Arti kata")
