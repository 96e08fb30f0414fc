"""Who answers a case and who appears at its hearings: what people told, and what follows."""
