"""Mutu Data: what was uploaded, how complete it is, what was found, which sources differ, whether totals agree."""

from dasbor.content import mutu, mutu_totals
from dasbor.ui import parameters, screen

p = screen.start_page("Mutu Data", mutu.QUESTION)

mutu.show_uploads(p)
mutu.show_completeness(p, parameters.choose_button("Kelengkapan lembar", "lembar", mutu.KINDS))
mutu.show_findings_by_quarter(p)
mutu.show_findings(p, parameters.choose_button("Tampilkan temuan", "temuan", mutu.list_finding_choices(p)))
mutu.show_disagreements(p)
mutu_totals.show_reconciliation(p)
