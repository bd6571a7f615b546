-- urutan: 33
-- judul: Kelompok dilatih
-- definisi: Kelompok di luar register koperasi, misalnya bank sampah, dengan peserta pelatihan dalam
--     {jendela_triwulan} triwulan terakhir.
-- pembilang: kelompok
-- penyebut: -
-- satuan: kelompok
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: pelatihan 0-jendela
-- tanpa_baris: 0
-- kolom: pelatihan asal, nama_kegiatan, tanggal_mulai
-- bukti: -
-- sebutan: kelompok dilatih
-- kelas: -
-- patah: -
-- jumlahan: tidak
-- halaman: pelatihan
-- bagian: -
-- tampil: -
-- pilihan: -
with kelompok as (
    select hitung.periode, kelompok_id,
        arg_max(kode_kelurahan, (saat.indeks, baris)) as kode_kelurahan,
        arg_max(asal, (saat.indeks, baris)) as nama,
        arg_max(letak(unggahan_id, lembar, baris), (saat.indeks, baris)) as letak
    from hitung, aturan, pelatihan_peserta as peserta
    join indeks_periode as saat on saat.periode = peserta.periode
    where kelompok_id is not null and rules.in_window(saat.periode, hitung.periode, jendela_triwulan)
    group by hitung.periode, kelompok_id
)
select periode, kode_kelurahan, kelompok_hitung, kelompok_id as id, nama, letak, 1 as pembilang, null as penyebut
from kelompok
cross join cakupan
