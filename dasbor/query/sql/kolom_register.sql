-- The columns of each quarter's register.
select distinct periode_jenis.periode, kolom
from periode_jenis join unggahan_kolom using (unggahan_id)
where jenis = 'koperasi'
