-- urutan: 34
-- judul: Peserta pelatihan setahun
-- definisi: Banyaknya orang yang dilatih dalam setahun (empat triwulan terakhir); seorang dihitung sekali walau ikut
--     beberapa kali. Pada triwulan IV sama dengan tahun itu.
-- pembilang: orang
-- penyebut: -
-- satuan: orang
-- arah: naik
-- sumber: register
-- dasar: SDM dilatih setahun seperti dilaporkan Renstra satu kota 2026–2030; seorang sekali menurut kesepakatan
--     dasbor ini
-- butuh: pelatihan 0-3
-- tanpa_baris: 0
-- kolom: pelatihan asal, nama_kegiatan, tanggal_mulai
-- bukti: -
-- sebutan: orang dilatih setahun
-- kelas: -
-- patah: -
-- jumlahan: tidak
-- halaman: pelatihan
-- bagian: -
-- tampil: -
-- pilihan: -
-- rencana: 7
with orang as (
    -- A person counts once in four quarters, in the kelurahan of the first activity.
    select hitung.periode, peserta_id,
        arg_min(peserta.kode_kelurahan, (tanggal_mulai, kegiatan_id)) as kode_kelurahan,
        arg_min(asal, (tanggal_mulai, kegiatan_id)) as nama,
        arg_min(letak(peserta.unggahan_id, peserta.lembar, peserta.baris), (tanggal_mulai, kegiatan_id)) as letak,
        bool_or(coalesce(kkmp, false)) as kkmp
    from hitung, pelatihan_peserta as peserta
    left join koperasi_triwulan as koperasi
        on koperasi.periode = peserta.periode and koperasi.koperasi_id = peserta.koperasi_id
    where rules.in_window(peserta.periode, hitung.periode, 4)
    group by hitung.periode, peserta_id
)
select periode, kode_kelurahan, kelompok_hitung, peserta_id as id, nama, letak,
    1 as pembilang, null as penyebut
from orang
join cakupan on rules.is_counted(kkmp, kelompok_hitung)
