-- Quarters of the window for which a kind of sheet was published.
select periode from periode_jenis
where jenis = $jenis and rules.in_window(periode, $periode, $jendela)
order by 1
