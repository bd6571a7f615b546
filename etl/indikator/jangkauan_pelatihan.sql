-- urutan: 30
-- judul: Koperasi dilatih
-- definisi: Bagian koperasi terdaftar yang mengirim paling sedikit satu peserta pelatihan dalam
--     {jendela_triwulan} triwulan terakhir.
-- pembilang: koperasi terdaftar dengan peserta dalam {jendela_triwulan} triwulan
-- penyebut: koperasi terdaftar
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0, pelatihan 0-jendela
-- tanpa_baris: 0
-- kolom: koperasi status
-- bukti: pelatihan asal, nama_kegiatan, tanggal_mulai
-- sebutan: koperasi dilatih
-- kelas: 0.2 0.4 0.6 0.8
-- patah: pembagi
-- jumlahan: tidak
-- halaman: pelatihan
-- bagian: -
-- tampil: ringkasan, wilayah, tren
-- pilihan: -
-- jalan: Latih; yang belum dilatih; keluar
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (dilatih.koperasi_id is not null)::int as pembilang,
    1 as penyebut,
    letak_bukti
from terdaftar
left join dilatih using (periode, koperasi_id)
