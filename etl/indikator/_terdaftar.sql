-- Registered: neither proposed for dissolution nor dissolved.
select *, letak(unggahan_id, lembar, baris) as letak
from register where rules.is_registered(status)
