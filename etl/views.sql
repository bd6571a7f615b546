-- Tables on which several questions stand, each once, as macros with parameters. See rules.sql.
-- area: code; counting: 'semua' | 'tanpa_kkmp'.

-- The register of an area in a quarter, of one status or all (null), with what training and mentoring reached in the
-- window of `n` quarters.
create or replace macro rules.reached_register(quarter, n, area, counting, wanted) as table
with didampingi as (
    select koperasi_id, count(*) as kali, max(tanggal) as terakhir
    from pendampingan_kunjungan
    where rules.in_window(periode, quarter, n) and koperasi_id is not null
    group by all
),
dilatih as (
    select koperasi_id, count(distinct kegiatan_id) as kali
    from pelatihan_peserta
    where rules.in_window(periode, quarter, n) and koperasi_id is not null
    group by all
)
select k.*, wilayah.nama as kelurahan, kecamatan.nama as kecamatan,
    coalesce(didampingi.kali, 0) as kali_didampingi_4tw,
    didampingi.terakhir as terakhir_didampingi,
    coalesce(dilatih.kali, 0) as kali_dilatih_4tw
from koperasi_triwulan as k
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join didampingi using (koperasi_id)
left join dilatih using (koperasi_id)
where k.periode = quarter
    and rules.in_area(kode_kelurahan, area)
    and rules.is_counted(kkmp, counting)
    and (wanted is null or status = wanted);

-- Annual meetings (RAT) of an area: what each cooperative owes, and whether it is active under two rules: `official`
-- and `n` book years without RAT. One row per cooperative, quarter and rule; of one quarter, or of all registers
-- (null).
create or replace macro rules.annual_meetings(wanted, area, counting, official, n, due_month) as table
with register as (
    select periode, koperasi_id, status, kkmp, tanggal_akhir, tanggal_badan_hukum as berdiri,
        rules.due_rat_year(tanggal_akhir, due_month) as jatuh_tempo,
        rules.last_rat_year(tahun_buku_rat, tanggal_rat, tanggal_akhir) as rat_terakhir
    from koperasi_triwulan
    join periode using (periode)
    where (wanted is null or periode = wanted)
        and rules.in_area(kode_kelurahan, area) and rules.is_counted(kkmp, counting)
),
kewajiban as (
    select *, rules.owes_rat(jatuh_tempo, berdiri, kkmp) as wajib,
        case when jatuh_tempo > rat_terakhir then jatuh_tempo - rat_terakhir end as menunggak
    from register
),
aturan as (select distinct unnest([official::int, n::int]) as tahun)
select periode, koperasi_id, tahun as n, status,
    rules.status_by_rat(rat_terakhir, jatuh_tempo, berdiri, kkmp, tanggal_akhir, tahun) as status_rat,
    jatuh_tempo, rat_terakhir, wajib, menunggak, rules.rat_state(rat_terakhir, wajib, menunggak) as keadaan_rat
from kewajiban, aturan;

-- The register of a quarter with both: rules.reached_register and what rules.annual_meetings says under `n` years.
create or replace macro rules.register_with_meetings(quarter, quarters, area, counting, official, n, due_month) as table
with rat as (
    from rules.annual_meetings(quarter, area, counting, official, n, due_month) as semua where semua.n = n::int
)
select k.*, rat.* exclude (periode, koperasi_id, n, status)
from rules.reached_register(quarter, quarters, area, counting, null) as k join rat using (koperasi_id);

-- The annual meeting (RAT) of book year `year` of the active cooperatives of an area that owe it: when it was held, by
-- when it is due, what is known of it on the day `on_day`. Its day is looked up in the registers of all quarters, as in
-- rat_tepat_waktu. `primary_due`, `secondary_due`: the days of circulars, null = the last of month `due_month`.
create or replace macro rules.meeting_diary(
    quarter, quarters, area, counting, book_year, on_day, due_month, primary_due, secondary_due
) as table
with rapat as (
    select koperasi_id, arg_max(tanggal_rat, periode) as tanggal
    from koperasi_triwulan
    where rules.book_year_of(tahun_buku_rat, tanggal_rat) = book_year
    group by koperasi_id
),
agenda as (
    select koperasi_id, kode_kelurahan, kelurahan, kecamatan, nama_koperasi, bentuk, lembar, baris, terakhir_didampingi,
        case when tanggal <= on_day then tanggal end as rat_diadakan,
        coalesce(rules.last_rat_year(tahun_buku_rat, tanggal_rat, on_day) >= book_year, false) as tercatat,
        rules.rat_deadline(
            case when lower(coalesce(bentuk, 'Primer')) = 'primer' then primary_due else secondary_due end,
            book_year, due_month
        ) as batas_rat
    from rules.reached_register(quarter, quarters, area, counting, 'aktif') as k
    left join rapat using (koperasi_id)
    where rules.owes_rat(book_year, tanggal_badan_hukum, kkmp)
)
select *, rules.meeting_state(rat_diadakan, tercatat, batas_rat, on_day) as agenda_rat,
    case when rat_diadakan is null and not tercatat then batas_rat - on_day end as sisa_hari
from agenda;

-- The counts by status that a rekap's rate of active cooperatives and its number of proposals hold.
create or replace macro rules.recap_statuses(indicator, part, whole) as (
    case indicator
        when 'koperasi_aktif' then [
            {'status': 'aktif', 'jumlah': part}, {'status': 'tidak aktif', 'jumlah': whole - part}
        ]
        else [{'status': 'diusulkan dibubarkan', 'jumlah': part}]
    end
);

-- Cooperatives per kelurahan of an area and status, from the register, else from a rekap.
-- A kelurahan without cooperatives, or of which the rekap says nothing, has no row.
create or replace macro rules.status_by_kelurahan(quarter, area, counting) as table
with hitungan as (
    select kode_kelurahan as kode, status, count(*) as jumlah, 'register' as sumber
    from koperasi_triwulan
    where periode = quarter and rules.is_counted(kkmp, counting)
    group by all
    union all
    select kode_wilayah, isi.status, isi.jumlah::bigint, 'rekap'
    from (
        select kode_wilayah, unnest(rules.recap_statuses(indikator, pembilang, penyebut)) as isi
        from indikator
        where periode = quarter and sumber = 'rekap' and kelompok_hitung = counting and pembilang is not null
            and indikator in ('koperasi_aktif', 'koperasi_diusulkan_bubar')
    )
)
select wilayah.kode as kode_wilayah, wilayah.nama, kecamatan.nama as kecamatan, status, jumlah, sumber
from hitungan
join wilayah using (kode)
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
where rules.is_smallest(wilayah.tingkat, wilayah.induk) and rules.in_area(kode, area);

-- Trainings of the window of `n` quarters with the people, cooperatives and groups of an area that took part.
create or replace macro rules.trainings(quarter, n, area) as table
select periode, kegiatan_id, any_value(nama_kegiatan) as nama_kegiatan, any_value(jenis_pelatihan) as jenis_pelatihan,
    any_value(sumber_dana) as sumber_dana, min(tanggal_mulai) as tanggal_mulai,
    max(rules.training_end(tanggal_selesai, tanggal_mulai)) as tanggal_selesai, any_value(tempat) as tempat,
    count(distinct peserta_id) as orang,
    count(distinct peserta_id) filter (jenis_kelamin = 'P') as perempuan,
    count(distinct koperasi_id) as koperasi,
    count(distinct kelompok_id) as kelompok,
    any_value(lembar) as lembar
from pelatihan_peserta
where rules.in_window(periode, quarter, n) and rules.in_area(kode_kelurahan, area)
group by periode, kegiatan_id;

-- Participants of an area whose training says its fund, up to a quarter; fund: key and year as in rules.sql.
create or replace macro rules.fund_participants(quarter, area, counting) as table
select rules.fund_key(sumber_dana) as dana, rules.fund_year(sumber_dana, tanggal_mulai) as tahun, sumber_dana,
    peserta.periode, kegiatan_id, peserta_id, peserta.koperasi_id, kelompok_id, asal, peserta.kode_kelurahan,
    rules.training_end(tanggal_selesai, tanggal_mulai) as selesai, peserta.unggahan_id, peserta.lembar, peserta.baris
from pelatihan_peserta as peserta
left join koperasi_triwulan as koperasi using (periode, koperasi_id)
where peserta.periode <= quarter and rules.fund_key(sumber_dana) is not null
    and rules.in_area(peserta.kode_kelurahan, area) and rules.is_counted(coalesce(kkmp, false), counting);

-- Cooperatives and groups that a fund trained, and what followed up to the quarter: the first visit after their first
-- training was over; of a cooperative its status in the last register, and whether it was founded since; of a group the
-- cooperative that the last group sheet names. Null = no sheet of that time tells it.
create or replace macro rules.fund_members(quarter, area, counting) as table
with anggota as (
    select dana, tahun, koperasi_id, kelompok_id, min(selesai) as selesai, min(periode) as triwulan,
        arg_max(asal, selesai) as nama, arg_max(kode_kelurahan, selesai) as kode_kelurahan,
        count(distinct peserta_id) as orang,
        arg_min(unggahan_id, (selesai, baris)) as unggahan_id, arg_min(lembar, (selesai, baris)) as lembar,
        arg_min(baris, (selesai, baris)) as baris
    from rules.fund_participants(quarter, area, counting)
    where koperasi_id is not null or kelompok_id is not null
    group by dana, tahun, koperasi_id, kelompok_id
),
kunjungan as (
    select dana, tahun, anggota.koperasi_id, anggota.kelompok_id, min(tanggal) as didampingi
    from anggota
    join pendampingan_kunjungan as k on k.periode <= quarter and tanggal > selesai
        and (k.koperasi_id = anggota.koperasi_id or k.kelompok_id = anggota.kelompok_id)
    group by all
),
terakhir as (
    select max(periode) filter (jenis = 'koperasi') as register, max(periode) filter (jenis = 'kelompok') as kelompok,
        max(periode) filter (jenis = 'pendampingan') as kunjungan
    from periode_jenis where periode <= quarter
),
register as (select k.* from koperasi_triwulan as k, terakhir where k.periode = terakhir.register),
kelompok as (select k.* from kelompok_triwulan as k, terakhir where k.periode = terakhir.kelompok),
bernama as (
    select lower(trim(nama_koperasi)) as nama, any_value(status) as status,
        any_value(tanggal_badan_hukum) as berdiri
    from register group by all having count(*) = 1
)
select anggota.*, kunjungan.didampingi,
    case when kunjungan.didampingi is not null then true when terakhir.kunjungan >= triwulan then false end
        as pernah_didampingi,
    kelompok.koperasi_terkait,
    case when kelompok.kelompok_id is not null then koperasi_terkait is not null end as punya_koperasi,
    case when anggota.koperasi_id is not null then register.status else bernama.status end as status_kini,
    case
        when anggota.koperasi_id is not null and terakhir.register is not null
            then coalesce(register.status = 'aktif', false)
        when koperasi_terkait is not null then bernama.status = 'aktif'
    end as aktif_kini,
    case
        when anggota.koperasi_id is not null then register.tanggal_badan_hukum > selesai
        when koperasi_terkait is not null then bernama.berdiri > selesai
    end as berdiri_sesudah
from anggota
cross join terakhir
left join kunjungan on kunjungan.dana = anggota.dana and kunjungan.tahun = anggota.tahun
    and kunjungan.koperasi_id is not distinct from anggota.koperasi_id
    and kunjungan.kelompok_id is not distinct from anggota.kelompok_id
left join register on register.koperasi_id = anggota.koperasi_id
left join kelompok on kelompok.kelompok_id = anggota.kelompok_id
left join bernama on bernama.nama = lower(trim(koperasi_terkait));

-- Groups trained in the window of `n` quarters that ends with each of `quarters` (`kapan`): last training, last visit and
-- officer, and where the training stands in the workbook. They are numbered over all areas, below zero.
create or replace macro rules.trained_groups(quarters, n, area) as table
with waktu as (select unnest(quarters::varchar[]) as kapan),
dilatih as (
    select kapan, kelompok_id, max(rules.training_end(tanggal_selesai, tanggal_mulai)) as selesai_pelatihan,
        arg_max(asal, rules.training_end(tanggal_selesai, tanggal_mulai)) as nama,
        arg_max(kode_kelurahan, rules.training_end(tanggal_selesai, tanggal_mulai)) as kode_kelurahan,
        arg_max(lembar, rules.training_end(tanggal_selesai, tanggal_mulai)) as lembar,
        arg_min(baris, (-epoch(rules.training_end(tanggal_selesai, tanggal_mulai)), baris)) as baris
    from pelatihan_peserta join waktu on rules.in_window(periode, kapan, n)
    where kelompok_id is not null
    group by all
),
kunjungan as (
    select kapan, kelompok_id, max(tanggal) as terakhir_didampingi,
        arg_max(petugas, (tanggal, baris)) filter (petugas is not null) as petugas
    from pendampingan_kunjungan join waktu on periode <= kapan
    where kelompok_id is not null
    group by all
)
select -row_number() over (partition by kapan order by kelompok_id) as nomor, dilatih.*, wilayah.nama as kelurahan,
    kecamatan.nama as kecamatan, terakhir_didampingi, petugas
from dilatih
join wilayah on wilayah.kode = kode_kelurahan
join wilayah as kecamatan on kecamatan.kode = wilayah.induk
left join kunjungan using (kapan, kelompok_id)
qualify rules.in_area(kode_kelurahan, area);

-- Findings that still concern what is published: those of the sheet that a quarter's kind comes from, and of the file;
-- of one quarter and code, null = all.
create or replace macro rules.standing_findings(quarter, code) as table
with lembar as (
    select p.periode, p.unggahan_id, p.jenis, l.lembar
    from periode_jenis as p
    join unggahan_lembar as l on l.unggahan_id = p.unggahan_id and l.jenis = p.jenis
),
berkas as (
    select distinct periode, unggahan_id from periode_jenis
)
select berkas.periode, t.kode, t.berat, lembar.jenis, t.lembar, t.sel, t.isi, t.pesan, t.saran, t.unggahan_id
from temuan as t
join berkas using (unggahan_id)
left join lembar on lembar.periode = berkas.periode and lembar.unggahan_id = t.unggahan_id and lembar.lembar = t.lembar
where (
        lembar.lembar is not null
        or not exists (select 1 from unggahan_lembar as l where l.unggahan_id = t.unggahan_id and l.lembar = t.lembar)
    )
    and (quarter is null or berkas.periode = quarter)
    and (code is null or t.kode = code);
