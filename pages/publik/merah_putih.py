"""Merah Putih: the KKMP of every kelurahan: status, origin, RAT, members, money, visits."""

from dasbor.answers import provenance
from dasbor.blocks import map_click
from dasbor.content import merah_putih, merah_putih_map
from dasbor.ui import page, screen
from dasbor.ui.layout import arrange, folded

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
rows = merah_putih.list_shown(p)
has_any = not rows.empty
with arrange.lay_two_beside("kkmp"):
    if chart:
        screen.show_chart(chart, sources, "peta_kkmp", on_click=map_click.open_clicked, key=p.kode_wilayah)
    if states:
        with page.container(gap="xsmall"):
            screen.show_subheading(*merah_putih_map.say_states_heading(p))
            screen.show_bullets(states)
    if has_any:
        folded.show_list(
            merah_putih.list_shares(p),
            "Angka KKMP dan selangnya",
            sources,
            "angka_kkmp",
            columns=merah_putih.SHARE_COLUMNS,
            subtitle="Selang 95%: rentang persentase yang masih cocok dengan hitungan ini; makin sedikit, makin lebar.",
        )
        folded.show_list(
            merah_putih.read_money(p),
            "Keuangan dan anggota KKMP",
            sources,
            "keuangan_kkmp",
            columns=merah_putih.MONEY_COLUMNS,
            subtitle="Jumlah dari KKMP yang melapor; yang tidak melapor tidak dihitung nol.",
        )
        folded.show_chart(merah_putih.make_members_chart(p), sources, "anggota_kkmp")
if has_any:
    screen.show_list(
        rows,
        "KKMP menurut kelurahan",
        sources,
        "kkmp_kelurahan",
        merah_putih.KKMP_COLUMNS,
        subtitle=merah_putih.say_origin_rule(p),
        file_columns=merah_putih.KKMP_FILE_COLUMNS,
    )
elif not states:
    screen.show_empty("Belum ada KKMP di wilayah ini.")
screen.show_definitions(merah_putih.DEFINITIONS, "Arti istilah")
