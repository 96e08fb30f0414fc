"""Holiday notices entered while the service runs: next year's, before an update ships it."""
