"""One message to many: whom it is for, what it would cost, who agreed, and what became of it."""
