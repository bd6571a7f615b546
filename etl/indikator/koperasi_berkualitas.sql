-- urutan: 82
-- judul: Koperasi berkualitas
-- definisi: Bagian koperasi terdaftar yang aktif dan {syarat_berkualitas}. Yang tidak melaporkannya sekarang dan
--     setahun lalu (empat triwulan) belum dihitung berkualitas.
-- pembilang: koperasi terdaftar yang memenuhi semua syaratnya
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: dilaporkan Renstra satu kota 2026–2030 dan IKK LPPD (meningkatnya koperasi yang berkualitas); syaratnya
--     berbeda-beda, yang ini kesepakatan dasbor ini dan dapat diubah di Pengaturan
-- butuh: koperasi 0-0, koperasi 4-4
-- tanpa_baris: 0
-- kolom: koperasi volume_usaha, aset
-- bukti: koperasi volume_usaha, aset
-- sebutan: koperasi berkualitas
-- kelas: 0.2 0.4 0.6 0.8
-- patah: pembagi
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: -
-- rencana: 1
with dahulu as (
    select hitung.periode, koperasi_id, volume_usaha, aset, letak(unggahan_id, lembar, baris) as letak_bukti
    from hitung
    join indeks_periode as saat on saat.indeks = hitung.indeks - 4
    join koperasi_triwulan as lalu on lalu.periode = saat.periode
),
diketahui as (
    -- A register of a year ago that tells neither tells nothing of quality.
    select distinct periode from dahulu where coalesce(volume_usaha, aset) is not null
)
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    rules.is_of_quality(
        status,
        rules.due_rat_year(tanggal_akhir, bulan_batas_rat),
        rules.last_rat_year(tahun_buku_rat, tanggal_rat, tanggal_akhir), tanggal_badan_hukum, kkmp, berkualitas_rat,
        rules.has_kept(terdaftar.volume_usaha, dahulu.volume_usaha) or berkualitas_volume = 0,
        rules.has_kept(terdaftar.aset, dahulu.aset) or berkualitas_aset = 0
    )::int as pembilang,
    1 as penyebut,
    letak_bukti
from aturan, terdaftar
join diketahui using (periode)
left join dahulu using (periode, koperasi_id)
