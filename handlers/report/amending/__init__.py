"""Corrections in words, of what was reported before."""
