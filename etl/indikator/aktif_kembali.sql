-- urutan: 43
-- judul: Aktif kembali dalam setahun
-- definisi: Bagian koperasi yang setahun lalu (empat triwulan) tidak aktif dan sekarang aktif, menurut kelurahannya
--     waktu itu.
-- pembilang: di antaranya yang aktif sekarang
-- penyebut: koperasi tidak aktif empat triwulan lalu
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0, koperasi 4-4
-- tanpa_baris: 0
-- kolom: koperasi status
-- bukti: koperasi status
-- sebutan: koperasi aktif kembali
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: keaktifan
-- bagian: -
-- tampil: -
-- pilihan: -
-- tertutup: yang dihitung adalah mereka yang setahun lalu tidak aktif; jalannya sama dengan jalan indikator
--     Koperasi aktif
select hitung.periode, dahulu.kode_kelurahan, kelompok_hitung,
    dahulu.koperasi_id as id, dahulu.nama_koperasi as nama,
    letak(dahulu.unggahan_id, dahulu.lembar, dahulu.baris) as letak,
    coalesce(kini.status = 'aktif', false)::int as pembilang,
    1 as penyebut,
    case when kini.koperasi_id is not null then letak(kini.unggahan_id, kini.lembar, kini.baris) end as letak_bukti
from hitung
join indeks_periode as saat on saat.indeks = hitung.indeks - 4
join koperasi_triwulan as dahulu on dahulu.periode = saat.periode and dahulu.status = 'tidak aktif'
join cakupan on rules.is_counted(dahulu.kkmp, kelompok_hitung)
left join koperasi_triwulan as kini on kini.periode = hitung.periode and kini.koperasi_id = dahulu.koperasi_id
