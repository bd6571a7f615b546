-- Findings that still concern what is published, of one quarter and code, null = all; G4 before G16.
from rules.standing_findings($periode, $kode_temuan)
order by periode, lembar, try_cast(regexp_extract(sel, '[0-9]+') as integer), sel, kode
limit $batas
