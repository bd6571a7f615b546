-- urutan: 23
-- judul: KSP/USP diperiksa kesehatannya
-- definisi: Bagian semua KSP dan USP yang kesehatannya diperiksa dalam {tahun_penilaian} tahun terakhir, tahun ini
--     dihitung juga.
-- pembilang: KSP/USP yang punya skor atau predikat dari {tahun_penilaian} tahun terakhir
-- penyebut: koperasi terdaftar berkelompok KSP atau KSPPS, berjenis Simpan Pinjam, atau yang punya USP
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: Permenkop 9/2020 dan Juknis Deputi Perkoperasian 15/2021; pembaginya semua KSP/USP seperti dilaporkan dinas
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi skor_kesehatan, predikat_kesehatan, tahun_penilaian
-- bukti: -
-- anggota: jenis, punya_usp
-- sebutan: KSP/USP diperiksa kesehatannya
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: KSP/USP diperiksa
-- rencana: 4
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    rules.was_examined(
        skor_kesehatan, predikat_kesehatan, terdaftar.tahun_penilaian, tanggal_akhir, aturan.tahun_penilaian
    )::int as pembilang,
    1 as penyebut
from terdaftar, aturan
where rules.is_ksp_usp(kelompok, jenis, punya_usp)
