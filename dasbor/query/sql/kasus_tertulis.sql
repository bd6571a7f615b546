-- What stands in the declared columns of the rows that are shown, of registers in those of $kuartal (null = any sheet).
select {tempat}, {kolom} from {tabel}
where ($kuartal is null or (periode between $awal and $akhir and list_contains($kuartal, periode)))
    and ({tempat}) in (select ({kunci}) from tampak where {baris} is not null)
qualify row_number() over (partition by {tempat} order by rowid) = 1
