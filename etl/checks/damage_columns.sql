-- What each column of sel comes to, as the temporary table ringkas: cooperatives of both registers, how many of them
-- had a value, how many say something else, and how many different values there were.
create or replace temp table ringkas as
select kolom, count(*) filter (ada) as bersama, count(*) filter (ada and lalu is not null) as terisi,
    count(*) filter (beda) as beda, count(distinct lalu) filter (ada) as ragam
from sel
group by kolom
