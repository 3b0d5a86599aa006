"""Numbers and those they count: told again, taken back, part of others, of a week. Pure."""
