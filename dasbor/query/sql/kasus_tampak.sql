-- The first cases of those that are asked for: all, those that count, those that do not, those of one text.
create or replace temp table tampak as
select * from dibaca
where case $tampil
    when 'semua' then true
    when 'ya' then pembilang > 0
    when 'tidak' then not coalesce(pembilang > 0, false)
    else isi = $tampil
end
order by pembilang desc, rules.name_order(nama), id
limit $batas
