"""Bank Sampah & Kelompok: which groups were trained, mentored after it, and became part of a cooperative."""

from dasbor.answers import provenance
from dasbor.content import kelompok
from dasbor.ui import screen
from dasbor.ui.layout import arrange

p = screen.start_page("Bank Sampah & Kelompok", kelompok.QUESTION)
for remark in kelompok.list_remarks(p):
    screen.show_note(remark)
screen.show_cards(kelompok.make_cards(p))

with arrange.lay_two_beside("kelompok"):
    screen.show_chart(kelompok.make_chart(p), kelompok.say_sources(p), "kelompok_per_kelurahan")
    screen.show_bullets(kelompok.say_story(p))

screen.show_list(
    kelompok.list_groups(p),
    "Daftar kelompok",
    kelompok.say_sources(p),
    "daftar_kelompok",
    kelompok.GROUP_COLUMNS,
    if_empty="Tidak ada kelompok yang tercatat, dilatih atau dikunjungi di wilayah ini dalam "
    f"{provenance.say_window_length(p)} terakhir.",
    subtitle=kelompok.say_list_subtitle(p),
    file_columns=kelompok.GROUP_FILE_COLUMNS,
)
screen.show_definitions(kelompok.list_definitions(p))
