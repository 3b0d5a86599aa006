"""The week's figures: who reported, in time or not, and what was reported."""
