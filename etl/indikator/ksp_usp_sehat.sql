-- urutan: 24
-- judul: KSP/USP sehat atau cukup sehat
-- definisi: Bagian semua KSP dan USP yang diperiksa dalam {tahun_penilaian} tahun terakhir dan hasilnya sehat atau
--     cukup sehat. Yang belum diperiksa belum sehat dan tidak berarti sakit; bandingkan dengan yang diperiksa.
--     Predikat aturan lama tetap seperti tertulis dan tidak dihitung sehat.
-- pembilang: KSP/USP diperiksa berpredikat sehat atau cukup sehat
-- penyebut: koperasi terdaftar berkelompok KSP atau KSPPS, berjenis Simpan Pinjam, atau yang punya USP
-- satuan: persen
-- arah: naik
-- sumber: register
-- dasar: Permenkop 9/2020 dan Juknis Deputi Perkoperasian 15/2021; pembaginya semua KSP/USP seperti dilaporkan dinas
-- butuh: koperasi 0-0
-- tanpa_baris: 0
-- kolom: koperasi predikat_kesehatan, skor_kesehatan, tahun_penilaian
-- bukti: -
-- anggota: jenis, punya_usp
-- sebutan: KSP/USP sehat/cukup sehat
-- kelas: 0.2 0.4 0.6 0.8
-- patah: -
-- jumlahan: tidak
-- halaman: kesehatan
-- bagian: -
-- tampil: wilayah, tren
-- pilihan: KSP/USP sehat, dari semua KSP/USP
-- rencana: 3
select periode, kode_kelurahan, kelompok_hitung, koperasi_id as id, nama_koperasi as nama, letak,
    (rules.was_examined(
        skor_kesehatan, predikat_kesehatan, terdaftar.tahun_penilaian, tanggal_akhir, aturan.tahun_penilaian
    ) and rules.is_healthy(skor_kesehatan, predikat_kesehatan))::int as pembilang,
    1 as penyebut
from terdaftar, aturan
where rules.is_ksp_usp(kelompok, jenis, punya_usp)
