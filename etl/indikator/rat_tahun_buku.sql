-- urutan: 19
-- judul: RAT tahun buku
-- definisi: Dari koperasi aktif yang wajib, bagian yang sudah mengadakan RAT untuk tahun buku terakhir yang jatuh tempo
--     ({batas_rat} tahun berikutnya). Yang didirikan sesudah tahun buku itu belum wajib; yang tanggal berdirinya tidak
--     diketahui dihitung wajib.
-- pembilang: koperasi aktif yang wajib dan sudah RAT tahun buku itu
-- penyebut: koperasi aktif yang wajib RAT
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: UU 25/1992 pasal 26, paling lambat enam bulan sesudah tahun buku
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi tahun_buku_rat, tanggal_rat
-- bukti: -
-- sebutan: aktif wajib sudah RAT
-- kelas: 0.2 0.4 0.6 0.8
-- patah: tahun buku
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: RAT tahun buku yang jatuh tempo
-- A meeting or book year after the quarter's end is a finding, not a RAT held by then.
-- jalan: Adakan RAT di; aktif yang wajib dan belum RAT
with tahun_jatuh_tempo as (
    select periode,
        rules.due_rat_year(tanggal_akhir, bulan_batas_rat) as tahun_buku
    from hitung, aturan
)
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    coalesce(rules.last_rat_year(tahun_buku_rat, tanggal_rat, tanggal_akhir) >= tahun_buku, false)::int as pembilang,
    1 as penyebut
from terdaftar
join tahun_jatuh_tempo using (periode)
where status = 'aktif' and rules.owes_rat(tahun_buku, tanggal_badan_hukum, kkmp)
