"""Ringkasan: how are we doing, where not, what changed, whom to call. One screen, then the trend and the ranking."""

from dasbor.answers import area_map, charts, provenance, status_charts, whom
from dasbor.blocks import brief_link, indicator_charts, map_click, to_call
from dasbor.blocks.compared import movers
from dasbor.blocks.remarks import show
from dasbor.content import ringkasan
from dasbor.ui import page, parameters, reader, screen
from dasbor.ui.layout import arrange

p = screen.start_page("Ringkasan", ringkasan.QUESTION)

screen.show_note(ringkasan.say_due(p))
screen.show_cards(ringkasan.make_cards(p))
show.show_remarks(p, "ringkasan")

left, middle, right = page.columns([1.05, 1, 0.9], gap="medium")
with left, page.container(gap="xsmall"):
    screen.show_note(area_map.say_map_note())
    drawing = page.container(gap="xsmall")  # the map comes first, so that the first screen holds it
    on_map = parameters.choose_button("Indikator di peta", "peta", ringkasan.list_map_choices(p), hide_label=True)
    with drawing:
        screen.show_chart(
            area_map.make_map(p, on_map),
            provenance.say_indicator_sources(p, on_map),
            f"peta_{on_map}",
            on_click=map_click.open_clicked,
            key=p.kode_wilayah,
        )
with middle:
    screen.show_chart(status_charts.make_bridge(p), provenance.say_sources(p), "perubahan_koperasi_aktif")
    screen.show_bullets(status_charts.say_changes(p))
with right:
    screen.show_subheading("Perlu dihubungi", ringkasan.say_subtitle(p))
    screen.show_to_call(ringkasan.list_to_call(p), whom.say_if_empty(p), whom.say_missing(p))
    screen.show_link(to_call.FULL_LIST, reader.make_link("prioritas"))
    brief_link.show()
    brief_link.show_meeting()
arrange.show_contents(ringkasan.PLACES)
arrange.mark_place("berubah")
movers.show_movers(p)

sources = provenance.say_indicator_sources(p, "koperasi_aktif")
over_time = provenance.say_trend_sources(p, "koperasi_aktif")
many = ringkasan.has_many_areas(p)
arrange.mark_place("tren")
with arrange.lay_beside("tren"):
    if not many:
        with arrange.lay_tall("kelurahan"):
            chart = charts.make_rates_chart(p, "koperasi_aktif")
            screen.show_chart(chart, sources, "koperasi_aktif_kelurahan")
    screen.show_chart(charts.make_rate_trend(p, "koperasi_aktif"), over_time, "tren_koperasi_aktif")
    screen.show_chart(status_charts.make_status_trend(p), over_time, "tren_status")
if many:
    screen.show_list(
        ringkasan.read_all_areas(p, "koperasi_aktif"),
        "Koperasi aktif per kelurahan",
        sources,
        "koperasi_aktif_semua_kelurahan",
        ringkasan.AREA_COLUMNS,
        subtitle="Menurut kecamatan. Pilih kecamatan untuk grafik per kelurahan.",
        indikator="koperasi_aktif",
    )
screen.show_definitions(provenance.say_definitions(p, *indicator_charts.list_on_first_page()))
