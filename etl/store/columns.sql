-- The columns of all tables of a database; null = the one that the connection opened.
select table_name, column_name, data_type
from duckdb_columns()
where database_name = coalesce($catalog, current_database()) and schema_name = 'main' and not internal
order by table_name, column_index
