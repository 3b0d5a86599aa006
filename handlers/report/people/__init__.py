"""Persons told of one after the other: `une fille de 3 ans ..., son frère pareil, la voisine`."""
