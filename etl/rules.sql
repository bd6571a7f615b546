-- Rules that recur, each once. Installed by etl/rules.py into the database `rules` in memory, beside the one that a
-- connection opened, and called by the statements of etl/ and dasbor/ as rules.<name>. Those that yield a table stand
-- in views.sql. Names of parameters differ from those of columns, which they would hide.

-- An area is a code and all codes that continue it with a dot: "/" follows ".", and as a range DuckDB can skip what
-- lies outside.
create or replace macro rules.in_area(code, area) as (code between area and area || '/');

-- The smallest areas: kelurahan and desa; in a province the areas of government inside it.
create or replace macro rules.is_smallest(level, parent) as (
    level in ('kelurahan', 'desa') or (level in ('kota', 'kabupaten') and parent is not null)
);

-- With or without the Koperasi Merah Putih: 'semua' | 'tanpa_kkmp'.
create or replace macro rules.is_counted(is_kkmp, counting) as (not is_kkmp or counting = 'semua');

-- Registered: neither proposed for dissolution nor dissolved.
create or replace macro rules.is_registered(state) as (state in ('aktif', 'tidak aktif', 'tidak diketahui'));

-- Quarters as running numbers, "2025-T3" -> 8102, and the quarter `n` before one.
create or replace macro rules.quarter_index(quarter) as (left(quarter, 4)::int * 4 + substr(quarter, 7, 1)::int - 1);
create or replace macro rules.quarter_back(quarter, n) as (
    ((rules.quarter_index(quarter) - n) // 4)::varchar || '-T' || ((rules.quarter_index(quarter) - n) % 4 + 1)::varchar
);

-- In the window of `n` quarters that ends with `last`: what counts for reach and coverage.
create or replace macro rules.in_window(quarter, last, n) as (quarter between rules.quarter_back(last, n - 1) and last);

-- Members, from their total or from men and women.
create or replace macro rules.members(total, men, women) as (coalesce(total, men + women));

-- A training counts from the day it ended.
create or replace macro rules.training_end(ended, began) as (coalesce(ended, began));

-- A fund as it is compared: without its year, "TA", capitals and points. "DAK Non Fisik PK2UKM TA 2022" is the same as
-- "DAK Nonfisik PK2UKM"; what has another name is another fund.
create or replace macro rules.fund_key(said) as nullif(trim(regexp_replace(
    regexp_replace(
        regexp_replace(lower(said), '[^a-z0-9]+', ' ', 'g'), '\b((19|20)\d\d|ta|t a|tahun|anggaran)\b', ' ', 'g'
    ).replace('non fisik', 'nonfisik'),
    '\s+', ' ', 'g'
)), '');

-- The year of a fund: the one that is written in it, else that of the day.
create or replace macro rules.fund_year(said, on_day) as
    coalesce(try_cast(nullif(regexp_extract(said, '\b((19|20)\d\d)\b', 1), '') as integer), year(on_day));

-- The health of a cooperative counts for `n` years.
create or replace macro rules.is_examined(assessed, on_day, n) as (
    assessed > year(on_day) - n and assessed <= year(on_day)
);

-- Examined: a score or a predicate that still counts. Older predicates stay as typed and are none of the healthy.
create or replace macro rules.was_examined(score, predicate, assessed, on_day, n) as coalesce(
    (score is not null or predicate is not null) and rules.is_examined(assessed, on_day, n), false
);
create or replace macro rules.is_healthy(score, predicate) as
    coalesce(predicate in ('Sehat', 'Cukup Sehat'), score >= 66);

-- Saves and lends: a KSP or KSPPS, of that type, or with a unit that does (USP).
create or replace macro rules.is_ksp_usp(of_group, of_type, with_unit) as
    (coalesce(of_group in ('KSP', 'KSPPS'), false) or coalesce(of_type = 'Simpan Pinjam', false)
        or coalesce(with_unit, false));

-- Digital: blank is no answer, "Tidak ada" (no channel, '') is one.
create or replace macro rules.answered_digital(channels, internet) as (channels is not null or internet is not null);
create or replace macro rules.is_digital(channels, internet) as coalesce(channels <> '' or internet, false);
create or replace macro rules.sells_online(channels) as
    coalesce(regexp_matches(channels, 'Website|Media Sosial|WhatsApp|Marketplace'), false);

-- ── annual meetings (RAT) and the rule of inactivity ────────────────────────────────────

-- Koperasi Merah Putih were launched in 2025: 2025 is the first book year that one can owe a RAT for.
create or replace macro rules.first_kkmp_year() as 2025;

-- The last day of a month: the RAT of a book year is due by it in the next year.
create or replace macro rules.month_end(in_year, month) as last_day(make_date(in_year::int, month::int, 1));

-- Book year of the last RAT: as typed, else the year before the meeting's date. A meeting or book year after the day
-- `on_day` is a finding, not a RAT held by then.
create or replace macro rules.last_rat_year(typed, held, on_day) as coalesce(
    case when typed <= year(on_day) then typed end,
    case when held <= on_day then year(held) - 1 end
);

-- The last book year whose RAT is due on the day: due on the last day of `month` of the next year.
create or replace macro rules.due_rat_year(on_day, month) as
    year(on_day) - case when on_day >= rules.month_end(year(on_day), month) then 1 else 2 end;

-- The book year whose RAT was held on a day: as typed beside it, else the year before; null where the day lies before
-- the end of the book year that is typed.
create or replace macro rules.book_year_of(typed, held) as
    case when year(held) > coalesce(typed, 0) then coalesce(typed, year(held) - 1) end;

-- The last day on which the RAT of a book year is in time: that of a circular, else of the law.
create or replace macro rules.rat_deadline(by_circular, book_year, month) as
    coalesce(by_circular, rules.month_end(book_year + 1, month));

-- Who was founded after the last book year that is due owes nothing yet.
create or replace macro rules.owes_rat(due, founded, is_kkmp) as
    (due >= coalesce(year(founded), case when is_kkmp then rules.first_kkmp_year() end, due));

-- Who is younger than `n` years cannot be inactive.
create or replace macro rules.is_young(founded, on_day, n) as
    coalesce(founded > on_day - to_years(n::int) and founded <= on_day, false);

-- Without RAT for the last `n` book years that were due.
create or replace macro rules.lacks_rat(last_year, due, n) as (due - last_year >= n);

-- Past the limit: so many book years without RAT, and old enough for it. About to be: the last one that is due is missing,
-- and it is past the limit on the next day on which one is due (`past_then`), and not yet (`past_now`).
create or replace macro rules.is_past_limit(last_year, due, founded, on_day, n) as
    coalesce(not rules.is_young(founded, on_day, n) and rules.lacks_rat(last_year, due, n), false);
create or replace macro rules.is_near_limit(last_year, due, past_now, past_then) as
    (past_then and not past_now and coalesce(due > last_year, false));

-- The next day on which one more book year is due.
create or replace macro rules.next_due_day(due, month) as rules.month_end(due + 2, month);

-- aktif | tidak aktif | tidak diketahui by the annual meetings.
create or replace macro rules.status_by_rat(last_year, due, founded, is_kkmp, on_day, n) as case
    when rules.is_young(founded, on_day, n) then 'aktif'
    when is_kkmp and not rules.owes_rat(due, founded, is_kkmp) and last_year is null then 'aktif'
    when last_year is null then 'tidak diketahui'
    when rules.lacks_rat(last_year, due, n) then 'tidak aktif'
    else 'aktif'
end;

-- What a cooperative owes, in the words of the chart; five book years and more stand together.
create or replace macro rules.rat_state(last_year, owes, behind) as case
    when last_year is null and not owes then 'Belum wajib RAT'
    when last_year is null then 'RAT belum tercatat'
    when behind is null then 'Sudah RAT'
    when behind >= 5 then 'Menunggak 5 tahun atau lebih'
    else 'Menunggak ' || behind || ' tahun'
end;

-- The RAT of a book year that is waited for, in the words of its diary.
create or replace macro rules.meeting_state(held, is_recorded, due, on_day) as case
    when held <= due then 'Sudah, tepat waktu'
    when held is not null then 'Sudah, lewat batas'
    when is_recorded then 'Sudah, tanggal belum tercatat'
    when on_day > due then 'Belum dilaporkan, lewat batas'
    else 'Belum dilaporkan, masih ada waktu'
end;

-- Of quality: active, the last due RAT held where it is owed, and what is not below a year ago. Each but the first may be
-- left out by the settings, since sources differ.
create or replace macro rules.has_kept(now, before) as coalesce(now >= before, false);
create or replace macro rules.is_of_quality(state, due, last_year, founded, is_kkmp, asks_rat, keeps_volume, keeps_assets) as (
    state = 'aktif' and keeps_volume and keeps_assets
    and (asks_rat = 0 or not rules.owes_rat(due, founded, is_kkmp) or coalesce(last_year >= due, false))
);

-- A part and its whole where both are known.
create or replace macro rules.known_pair(part, whole) as
    case when part is not null and whole is not null then {'bagian': part, 'semua': whole} end;

-- A text without what may be the name of a cooperative: from a word that such names begin with on, nothing is left.
create or replace macro rules.without_names(words) as regexp_replace(
    words,
    '(?i)\b(kop\.?|kop[a-z]*si|kop(was|wan|kar|pas|dit|ma|sis|tan|pontren|ontren|kel|des|ensi)|k\.?s\.?[pu]|ksp+s|kjks|kud|kpri|kpn|k[kd]mp|primkop[a-z]*|pkpri|bmt|primer kop[a-z]*)\b.*',
    'koperasi'
);

-- What names of cooperatives are put in order by: "Koperasi 2 di Turi", what one is called whose name is withheld, comes
-- before "Koperasi 10 di Turi"; other names are as they are.
create or replace macro rules.name_order(called) as
    case
        when starts_with(called, 'Koperasi ') and regexp_matches(called, '^Koperasi \d+ di ') then
            'Koperasi ' || lpad(regexp_extract(called, '\d+'), 9, '0') || regexp_replace(called, '^Koperasi \d+', '')
        else called
    end;
