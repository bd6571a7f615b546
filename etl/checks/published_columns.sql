-- The columns of the register that is published for a quarter. Files of early releases have no baris_judul in
-- unggahan_kolom: then those of its sheet.
select distinct kolom
from {version}.periode_jenis
join {version}.unggahan_lembar using (unggahan_id, jenis)
join {version}.unggahan_kolom using (unggahan_id, lembar)
where jenis = 'koperasi' and periode = ?
    and coalesce((to_json(unggahan_kolom)->>'baris_judul')::integer, unggahan_lembar.baris_judul) = unggahan_lembar.baris_judul
