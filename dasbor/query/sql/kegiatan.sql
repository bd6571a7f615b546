-- Trainings of the window with the people, cooperatives and groups of an area that took part.
select periode, kegiatan_id, any_value(nama_kegiatan) as nama_kegiatan, any_value(jenis_pelatihan) as jenis_pelatihan,
    any_value(sumber_dana) as sumber_dana, min(tanggal_mulai) as tanggal_mulai,
    max(coalesce(tanggal_selesai, tanggal_mulai)) as tanggal_selesai, any_value(tempat) as tempat,
    count(distinct peserta_id) as orang,
    count(distinct peserta_id) filter (jenis_kelamin = 'P') as perempuan,
    count(distinct koperasi_id) as koperasi,
    count(distinct kelompok_id) as kelompok,
    any_value(lembar) as lembar
from pelatihan_peserta
where periode between $awal and $periode and (kode_kelurahan between $kode and $kode || '/')
group by periode, kegiatan_id
order by tanggal_mulai desc, nama_kegiatan
limit $batas
