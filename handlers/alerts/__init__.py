"""Signs of an outbreak: rules, and numbers compared with the past."""
