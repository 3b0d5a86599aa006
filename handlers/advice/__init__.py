"""What to do: vaccination, fever and measles, decided by rules whose sources are named."""
