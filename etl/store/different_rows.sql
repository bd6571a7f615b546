-- Rows of a table that only one of two versions holds.
(from satu.{table} except all from dua.{table})
union all by name
(from dua.{table} except all from satu.{table})
