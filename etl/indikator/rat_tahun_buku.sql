-- urutan: 20
-- judul: RAT tahun buku
-- definisi: Bagian koperasi aktif yang sudah mengadakan RAT untuk tahun buku terakhir yang jatuh tempo (30 Juni tahun berikutnya).
-- pembilang: koperasi aktif yang sudah RAT tahun buku itu
-- penyebut: koperasi aktif
-- satuan: persen
-- arah: naik
-- sumber: register
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi tahun_buku_rat, tanggal_rat
-- bukti: -
-- sebutan: koperasi aktif sudah RAT
-- kelas: 0.2 0.4 0.6 0.8
-- patah: tahun buku
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: RAT tahun buku yang jatuh tempo
-- A meeting or book year after the quarter's end is a finding, not a RAT held by then.
with tahun_jatuh_tempo as (
    select periode,
        year(tanggal_akhir) - case when tanggal_akhir >= last_day(make_date(year(tanggal_akhir)::int, bulan_batas_rat::int, 1)) then 1 else 2 end as tahun_buku
    from hitung, aturan
)
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    coalesce(coalesce(
        case when tahun_buku_rat <= year(tanggal_akhir) then tahun_buku_rat end,
        case when tanggal_rat <= tanggal_akhir then year(tanggal_rat) - 1 end
    ) >= tahun_buku, false)::int as pembilang,
    1 as penyebut
from terdaftar
join tahun_jatuh_tempo using (periode)
where status = 'aktif'
