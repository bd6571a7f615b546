-- urutan: 31
-- judul: Peserta pelatihan
-- definisi: Banyaknya orang yang dilatih dalam triwulan; seorang dihitung sekali walau ikut beberapa kali.
-- pembilang: orang
-- penyebut: -
-- satuan: orang
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: pelatihan 0-0
-- tanpa_baris: 0
-- kolom: pelatihan asal, nama_kegiatan, tanggal_mulai
-- bukti: -
-- sebutan: orang dilatih
-- kelas: -
-- patah: -
-- jumlahan: tidak
-- halaman: pelatihan
-- bagian: -
-- tampil: tren
-- pilihan: -
with orang as (
    -- A person counts once a quarter, in the kelurahan of the first activity.
    select periode, peserta_id,
        arg_min(peserta.kode_kelurahan, (tanggal_mulai, kegiatan_id)) as kode_kelurahan,
        arg_min(jenis_kelamin, (tanggal_mulai, kegiatan_id)) filter (jenis_kelamin is not null) as jenis_kelamin,
        arg_min(asal, (tanggal_mulai, kegiatan_id)) as nama,
        arg_min(letak(peserta.unggahan_id, peserta.lembar, peserta.baris), (tanggal_mulai, kegiatan_id)) as letak,
        bool_or(coalesce(kkmp, false)) as kkmp
    from pelatihan_peserta as peserta
    join hitung using (periode)
    left join koperasi_triwulan as koperasi using (periode, koperasi_id)
    group by periode, peserta_id
)
select periode, kode_kelurahan, kelompok_hitung, peserta_id as id, nama, letak,
    1 as pembilang, null as penyebut
from orang
join cakupan on rules.is_counted(kkmp, kelompok_hitung)
