"""What templates are given: plain values with the words already chosen, and nothing to look up."""
