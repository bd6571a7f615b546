"""Bank Sampah & Kelompok: which groups were trained, mentored after it, and became part of a cooperative."""

from dasbor.blocks import provenance
from dasbor.content import kelompok
from dasbor.query import mentoring
from dasbor.ui import screen

p = screen.start_page(
    "Bank Sampah & Kelompok", "Kelompok mana yang sudah dilatih, didampingi dan menjadi koperasi?"
)  # fmt: skip
for kalimat in kelompok.list_remarks(p):
    screen.show_note(kalimat)
screen.show_cards(kelompok.make_cards(p))

daftar = kelompok.list_groups(p)
sumber = provenance.say_sources(p, "pelatihan", "pendampingan", "kelompok", kurun=True)
screen.show_chart(
    kelompok.draw_by_kelurahan(daftar, tempat=p.nama_wilayah, periode=p.periode), sumber, "kelompok_per_kelurahan"
)  # fmt: skip
screen.show_bullets(kelompok.say_story(daftar, mentoring.find_group_training(p), p.periode))

screen.show_list(
    daftar,
    "Daftar kelompok",
    sumber,
    "daftar_kelompok",
    kelompok.GROUP_COLUMNS,
    jika_kosong="Tidak ada kelompok yang tercatat, dilatih atau dikunjungi di wilayah ini dalam empat triwulan terakhir.",
    subjudul=f"{provenance.say_window(p)}. Lembar dan Baris menunjuk lembar Kelompok di buku kerja.",
    kolom_berkas=kelompok.GROUP_FILE_COLUMNS,
)
screen.show_definitions(kelompok.list_definitions(p))
