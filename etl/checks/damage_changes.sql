-- Cooperatives of both registers of which a column says something else; null to a value is no change.
select kolom, urut, lembar, baris, tertulis, tertulis_lalu
from sel
where kolom in ({columns}) and beda and kini is not null and lalu is not null
order by kolom, urut
