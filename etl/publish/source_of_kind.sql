-- The upload that a kind of a quarter comes from in a version.
select unggahan_id from periode_jenis where periode = ? and jenis = ?
