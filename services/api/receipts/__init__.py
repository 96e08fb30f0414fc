"""Receipt (送达): how each paper was served, whose it is, and what a court told without a paper."""
