"""Mutu Data: what was uploaded, how complete it is, what was found, which sources differ, whether totals agree."""

from dasbor.content import mutu, mutu_totals
from dasbor.ui import parameters, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Mutu Data", mutu.QUESTION)

arrange.show_contents(mutu.PLACES)
arrange.mark_place("unggahan")
mutu.show_uploads(p)
arrange.mark_place("kelengkapan")
mutu.show_completeness(p, parameters.choose_button("Kelengkapan lembar", "lembar", mutu.KINDS))
arrange.mark_place("temuan")
mutu.show_findings_by_quarter(p)
mutu.show_findings(p, parameters.choose_button("Tampilkan temuan", "temuan", mutu.list_finding_choices(p)))
arrange.mark_place("cocok")
with arrange.lay_beside("cocok"):
    mutu.show_disagreements(p)
    mutu_totals.show_reconciliation(p)
