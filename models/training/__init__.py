"""Makes the starter pack: a photo encoder and a sentence encoder that share one space."""
