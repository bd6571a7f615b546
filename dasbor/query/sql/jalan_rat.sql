-- What the annual meetings (RAT) say of each cooperative of an area under $n book years: its status and how far it is behind.
select koperasi_id, status, rules.is_registered(status) as terdaftar, status_rat, menunggak, jatuh_tempo
from rules.annual_meetings($periode, $kode, $kelompok, $n_resmi, $n, $bulan) as semua
where semua.n = $n::int
order by koperasi_id
