"""Pieces cut into parts, and each part made a finding or one question. Pure."""
