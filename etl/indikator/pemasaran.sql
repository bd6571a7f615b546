-- urutan: 51
-- judul: Dukungan pemasaran
-- definisi: Bagian koperasi aktif yang punya saluran pasar daring (situs, media sosial, WhatsApp, marketplace) atau
--     didampingi pemasarannya dalam {jendela_triwulan} triwulan terakhir.
-- pembilang: koperasi aktif dengan saluran pasar daring atau pendampingan pemasaran
-- penyebut: koperasi aktif
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: kesepakatan dasbor ini
-- butuh: koperasi 0-0, pendampingan 0-jendela
-- tanpa_baris: 0
-- kolom: koperasi kanal_digital
-- bukti: pendampingan sasaran, jenis_pendampingan, tanggal
-- sebutan: koperasi terbantu pemasarannya
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: digital
-- bagian: Pemasaran
-- tampil: wilayah, tren
-- pilihan: -
with didampingi_pemasaran as (
    select hitung.periode, koperasi_id, arg_max(letak(unggahan_id, lembar, baris), (tanggal, baris)) as letak_bukti
    from hitung, aturan, pendampingan_kunjungan as kunjungan
    join indeks_periode as saat on saat.periode = kunjungan.periode
    where jenis_pendampingan = 'Pemasaran' and koperasi_id is not null
        and rules.in_window(saat.periode, hitung.periode, jendela_triwulan)
    group by hitung.periode, koperasi_id
)
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (
        rules.sells_online(kanal_digital)
        or didampingi_pemasaran.koperasi_id is not null
    )::int as pembilang,
    1 as penyebut,
    letak_bukti
from terdaftar
left join didampingi_pemasaran using (periode, koperasi_id)
where status = 'aktif'
