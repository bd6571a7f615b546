-- Every row says in every column what it said in the earlier register: how many rows, 0 where any differs.
select case
    when bool_and(ada and not beda) and count(distinct urut) = (select count(*) from {before} where periode = $periode_lalu)
        then count(distinct urut)
    else 0
end
from sel
