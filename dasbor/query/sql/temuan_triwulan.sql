-- Findings that still concern what is published: those of the sheet that a quarter's kind comes from, and of the file;
-- of one quarter and code, null = all.
with lembar as (
    select p.periode, p.unggahan_id, p.jenis, l.lembar
    from periode_jenis as p
    join unggahan_lembar as l on l.unggahan_id = p.unggahan_id and l.jenis = p.jenis
),
berkas as (
    select distinct periode, unggahan_id from periode_jenis
)
select berkas.periode, t.kode, t.berat, lembar.jenis, t.lembar, t.sel, t.isi, t.pesan, t.saran, t.unggahan_id
from temuan as t
join berkas using (unggahan_id)
left join lembar on lembar.periode = berkas.periode and lembar.unggahan_id = t.unggahan_id and lembar.lembar = t.lembar
where (
        lembar.lembar is not null
        or not exists (select 1 from unggahan_lembar as l where l.unggahan_id = t.unggahan_id and l.lembar = t.lembar)
    )
    and ($periode is null or berkas.periode = $periode)
    and ($kode is null or t.kode = $kode)
-- G4 before G16
order by berkas.periode, t.lembar, try_cast(regexp_extract(t.sel, '[0-9]+') as integer), t.sel, t.kode
limit $batas
