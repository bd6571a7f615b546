-- The columns of each quarter's register; another sheet of its workbook may have columns of the same name. Files of
-- early releases have no baris_judul in unggahan_kolom: then those of its sheet.
select distinct periode_jenis.periode, kolom
from {versi}periode_jenis
join {versi}unggahan_lembar using (unggahan_id, jenis)
join {versi}unggahan_kolom using (unggahan_id, lembar)
where jenis = 'koperasi'
    and coalesce((to_json(unggahan_kolom)->>'baris_judul')::integer, unggahan_lembar.baris_judul) = unggahan_lembar.baris_judul
