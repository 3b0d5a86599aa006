"""What a coordinator writes of a visit in words of their own, made a wish."""
