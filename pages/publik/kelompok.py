"""Bank Sampah & Kelompok: which groups were trained, mentored after it, and became part of a cooperative."""

from dasbor.blocks import provenance
from dasbor.content import kelompok
from dasbor.query import mentoring
from dasbor.ui import screen

p = screen.start_page(
    "Bank Sampah & Kelompok", "Kelompok mana yang sudah dilatih, didampingi dan menjadi koperasi?"
)  # fmt: skip
for sentence in kelompok.list_remarks(p):
    screen.show_note(sentence)
screen.show_cards(kelompok.make_cards(p))

listing = kelompok.list_groups(p)
source = provenance.say_sources(p, "pelatihan", "pendampingan", "kelompok", kurun=True)
screen.show_chart(
    kelompok.draw_by_kelurahan(listing, place=p.area_name, periode=p.periode), source, "kelompok_per_kelurahan"
)  # fmt: skip
screen.show_bullets(kelompok.say_story(listing, mentoring.find_group_training(p), p.periode))

screen.show_list(
    listing,
    "Daftar kelompok",
    source,
    "daftar_kelompok",
    kelompok.GROUP_COLUMNS,
    jika_kosong="Tidak ada kelompok yang tercatat, dilatih atau dikunjungi di wilayah ini dalam empat triwulan terakhir.",
    subtitle=f"{provenance.say_window(p)}. Lembar dan Baris menunjuk lembar Kelompok di buku kerja.",
    kolom_berkas=kelompok.GROUP_FILE_COLUMNS,
)
screen.show_definitions(kelompok.list_definitions(p))
