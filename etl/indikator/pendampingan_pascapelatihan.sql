-- urutan: 42
-- judul: Pendampingan pascapelatihan
-- definisi: Bagian koperasi dan kelompok yang pelatihannya berakhir dalam setahun sampai {hari_pascapelatihan} hari
--     sebelum akhir triwulan, yang dikunjungi dalam {hari_pascapelatihan} hari sesudahnya.
-- pembilang: koperasi dan kelompok yang dikunjungi dalam {hari_pascapelatihan} hari sesudah pelatihannya
-- penyebut: koperasi dan kelompok yang dilatih dalam kurun itu
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: pelatihan 1-5, pendampingan 0-5
-- tanpa_baris: 0
-- kolom: pelatihan asal, nama_kegiatan, tanggal_selesai
-- bukti: pendampingan sasaran, tanggal
-- sebutan: koperasi/kelompok terlatih didampingi
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: pendampingan
-- bagian: -
-- tampil: tren
-- pilihan: -
-- tertutup: batas hari kunjungan sesudah setiap pelatihan yang dihitung sudah lewat pada akhir triwulan; yang
--     masih dapat didampingi dihitung pada triwulan sesudahnya
with dilatih_dalam_kurun as (
    select hitung.periode, coalesce(koperasi_id, kelompok_id) as sasaran_id,
        rules.training_end(tanggal_selesai, tanggal_mulai) as selesai, koperasi_id, kode_kelurahan, asal,
        letak(unggahan_id, lembar, baris) as letak
    from hitung, aturan, pelatihan_peserta
    where coalesce(koperasi_id, kelompok_id) is not null
        and selesai <= tanggal_akhir - hari_pascapelatihan::int
        and selesai > tanggal_akhir - hari_pascapelatihan::int - interval 1 year
),
kunjungan as (
    select coalesce(koperasi_id, kelompok_id) as sasaran_id, tanggal,
        arg_min(letak(unggahan_id, lembar, baris), (unggahan_id, baris)) as letak
    from pendampingan_kunjungan
    group by all
),
sasaran as (
    -- One row each, in the kelurahan of the register now, else that of the training.
    select dilatih.periode, dilatih.sasaran_id,
        any_value(koperasi.kkmp) as kkmp,
        coalesce(any_value(koperasi.kode_kelurahan), arg_max(dilatih.kode_kelurahan, dilatih.selesai))
            as kode_kelurahan,
        coalesce(any_value(koperasi.nama_koperasi), arg_max(dilatih.asal, dilatih.selesai)) as nama,
        arg_max(dilatih.letak, (dilatih.selesai, dilatih.letak.baris)) as letak,
        min_by(kunjungan.letak, kunjungan.tanggal)
            filter (kunjungan.tanggal between dilatih.selesai and dilatih.selesai + hari_pascapelatihan::int)
            as letak_bukti
    from aturan, dilatih_dalam_kurun as dilatih
    left join kunjungan using (sasaran_id)
    left join koperasi_triwulan as koperasi
        on koperasi.periode = dilatih.periode and koperasi.koperasi_id = dilatih.koperasi_id
    group by dilatih.periode, dilatih.sasaran_id
)
select periode, kode_kelurahan, kelompok_hitung, sasaran_id as id, nama, letak,
    (letak_bukti is not null)::int as pembilang,
    1 as penyebut,
    letak_bukti
from sasaran
join cakupan on rules.is_counted(coalesce(kkmp, false), kelompok_hitung)
