"""Many servers on one catalog: how long a publication takes while others publish, and how much the catalog grows."""
