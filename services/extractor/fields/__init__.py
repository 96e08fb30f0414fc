"""Fields of a paper: one module per family, each with its readers; ``registry`` runs them."""
