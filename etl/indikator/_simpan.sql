-- One of the views of _dasar.sql on which many indicators stand becomes a table of its name: computed once for all of
-- them, and the statement of every indicator is planned upon a table. _lepas.sql takes it away again.
create temp table disimpan as from {nama};
drop view {nama};
alter table disimpan rename to {nama};
