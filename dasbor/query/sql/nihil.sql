-- Kinds of sheet of which a quarter of the window had nothing, and who said so where: a row NIHIL, or staff.
select p.periode, p.jenis, any_value(l.lembar) as lembar, u.nama_berkas, u.oleh
from periode_jenis as p
join unggahan as u using (unggahan_id)
join unggahan_lembar as l on l.unggahan_id = p.unggahan_id and l.jenis = p.jenis
where rules.in_window(p.periode, $periode, $jendela)
group by all
having sum(l.baris_data) = 0
order by p.periode desc, p.jenis
