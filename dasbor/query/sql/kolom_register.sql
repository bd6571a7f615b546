-- The columns of each quarter's register; another sheet of its workbook may have columns of the same name.
select distinct periode_jenis.periode, kolom
from periode_jenis
join unggahan_lembar using (unggahan_id, jenis)
join unggahan_kolom using (unggahan_id, lembar)
where jenis = 'koperasi'
    and coalesce((to_json(unggahan_kolom)->>'baris_judul')::integer, unggahan_lembar.baris_judul) = unggahan_lembar.baris_judul
