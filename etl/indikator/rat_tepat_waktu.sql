-- urutan: 20
-- judul: RAT tepat waktu
-- definisi: Dari koperasi aktif yang wajib, bagian yang mengadakan RAT tahun buku terakhir yang jatuh tempo paling lambat
--     pada batas menurut bentuknya (surat edaran di pengaturan, selain itu {batas_rat} tahun berikutnya; bentuk yang
--     kosong dibaca primer). Tanggalnya dicari di register semua triwulan. Yang belum RAT tidak tepat waktu; yang sudah
--     RAT tanpa tanggal yang tercatat tidak dihitung.
-- pembilang: koperasi aktif yang wajib dan RAT paling lambat pada batasnya
-- penyebut: koperasi aktif yang wajib RAT, tanpa yang tanggal RAT-nya tidak diketahui
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: batas menurut surat edaran di pengaturan (SE Deputi 1/2025 dan berikutnya), selain itu UU 25/1992 pasal 26
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi tahun_buku_rat, tanggal_rat
-- bukti: koperasi tanggal_rat
-- sebutan: koperasi RAT tepat waktu
-- kelas: 0.2 0.4 0.6 0.8
-- patah: tahun buku
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: RAT tepat waktu
-- triwulan: semua
-- tertutup: batas waktu RAT yang dihitung sudah lewat; yang terlambat tetap terlambat
with jatuh_tempo as (
    select periode, rules.due_rat_year(tanggal_akhir, bulan_batas_rat) as tahun_buku
    from hitung, aturan
),
rapat as (
    -- Of several dates of one meeting that of the latest register counts.
    select koperasi_id, rules.book_year_of(tahun_buku_rat, tanggal_rat) as tahun_buku,
        arg_max(tanggal_rat, periode) as tanggal, arg_max(letak(unggahan_id, lembar, baris), periode) as letak_bukti
    from koperasi_triwulan
    where tahun_buku is not null
    group by all
),
wajib as (
    select terdaftar.*, tahun_buku, case when tanggal <= tanggal_akhir then tanggal end as diadakan, rapat.letak_bukti,
        rules.last_rat_year(tahun_buku_rat, tanggal_rat, tanggal_akhir) >= tahun_buku as sudah,
        rules.rat_deadline(batas, tahun_buku, bulan_batas_rat) as batas
    from aturan, terdaftar
    join jatuh_tempo using (periode)
    left join rapat using (koperasi_id, tahun_buku)
    left join batas_rat
        on batas_rat.tahun = tahun_buku + 1 and batas_rat.bentuk = lower(coalesce(terdaftar.bentuk, 'Primer'))
    where status = 'aktif' and rules.owes_rat(tahun_buku, tanggal_badan_hukum, kkmp)
)
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    coalesce(diadakan <= batas, false)::int as pembilang,
    1 as penyebut,
    case when diadakan is not null then letak_bukti end as letak_bukti
from wajib
where diadakan is not null or (not coalesce(sudah, false) and tanggal_akhir >= batas)
