-- The cooperatives of an area in a quarter, of one $status or all (null), in the order $urut: $batas of them (null = all)
-- after the first $lewat. semua: how many there are. A name is put in order without its legal form in front ($bentuk, a
-- pattern): else all KKMP would stand before all others. Who was not visited in the window stands first by visits;
-- whose RAT is unknown stands last by RAT.
with register as (
    select koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kode_kelurahan, kelurahan, status, tahun_buku_rat,
        jumlah_anggota, terakhir_didampingi, periode,
        trim(regexp_replace(nama_koperasi, $bentuk, '')) as tanpa_bentuk
    from rules.reached_register($periode, $jendela, $kode, $kelompok, $status)
)
select koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kode_kelurahan, kelurahan, status,
    tahun_buku_rat, jumlah_anggota, terakhir_didampingi, periode, count(*) over () as semua
from register
order by
    case when $urut = 'status' then list_position(['tidak aktif', 'tidak diketahui', 'diusulkan dibubarkan'], status) end
        nulls last,
    case when $urut = 'kelurahan' then kelurahan end,
    case when $urut = 'rat' then tahun_buku_rat end nulls last,
    case when $urut = 'anggota' then -coalesce(jumlah_anggota, -1) end,
    case when $urut = 'kunjungan' then coalesce(terakhir_didampingi, date '0001-01-01') end,
    lower(if(tanpa_bentuk = '', nama_koperasi, tanpa_bentuk)), nama_koperasi, koperasi_id
limit $batas offset $lewat
