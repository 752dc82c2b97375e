-- What the sentence of a reason names, as JSON: so that it can be said in any language.
ALTER TABLE stages ADD COLUMN data TEXT;
