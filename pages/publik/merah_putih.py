"""Merah Putih: the KKMP of every kelurahan: status, origin, RAT, members, money, visits."""

from dasbor.answers import provenance
from dasbor.blocks import map_click
from dasbor.content import merah_putih, merah_putih_map
from dasbor.ui import page, screen
from dasbor.ui.layout import folded

p = screen.start_page("Merah Putih", merah_putih.QUESTION)
nothing = merah_putih.find_obstacle(p)
if nothing:
    screen.show_empty(*nothing)
    raise screen.PageEnd
sources = merah_putih.say_sources(p)

screen.show_note(merah_putih.say_filter_note(p))
screen.show_note(provenance.say_window_note(p, "pendampingan"))
screen.show_cards(merah_putih.make_cards(p))
chart, states = merah_putih_map.make_map(p), merah_putih_map.list_states(p)
left, right = page.columns([1, 1.1], gap="large") if chart or states else (page.container(), page.container())
with left:
    if chart:
        screen.show_chart(chart, sources, "peta_kkmp", on_click=map_click.open_clicked, key=p.kode_wilayah)
    if states:
        screen.show_subheading(*merah_putih_map.say_states_heading(p))
        screen.show_bullets(states)
with right:
    folded.show_list(
        merah_putih.list_shares(p),
        "Angka KKMP dan selangnya",
        sources,
        "angka_kkmp",
        columns=merah_putih.SHARE_COLUMNS,
        subtitle="Selang 95%: rentang persentase yang masih cocok dengan hitungan ini; makin sedikit, makin lebar.",
    )
screen.show_list(
    merah_putih.list_shown(p),
    "KKMP menurut kelurahan",
    sources,
    "kkmp_kelurahan",
    merah_putih.KKMP_COLUMNS,
    if_empty="Belum ada KKMP di wilayah ini.",
    subtitle=merah_putih.ORIGIN_RULE,
)
left, right = page.columns([1.2, 1], gap="large")
with left:
    folded.show_chart(merah_putih.make_members_chart(p), sources, "anggota_kkmp")
with right:
    folded.show_list(
        merah_putih.read_money(p),
        "Keuangan dan anggota KKMP",
        sources,
        "keuangan_kkmp",
        columns=merah_putih.MONEY_COLUMNS,
        subtitle="Jumlah dari KKMP yang melapor; yang tidak melapor tidak dihitung nol.",
    )
screen.show_definitions(merah_putih.DEFINITIONS, "Arti istilah")
