"""Accuracy and speed of the extractor, each figure with n and its 95 % interval."""
