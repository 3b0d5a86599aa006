"""Words made pieces, and what each says of itself: a number, a place, a day, an age."""
