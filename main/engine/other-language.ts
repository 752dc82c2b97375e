/**
 * Is a text written in another language than English? Only where that is plain: no note is better than a wrong one. By its
 * script, else by the commonest small words of the large languages of Europe.
 */

/** Words that no English text about a photo has */
const foreign = wordsOf(`
  ein eine einen einem einer und ohne auf im ist nicht bei vom zum zur aus über vor nachts
  une dans avec mais qui cette même
  gli della dello nella sulla senza una
  mismo misma pero noche sobre
  sem mas pela pelo
  się bez przy nocą
  și fără în este
  het een zonder maar niet dezelfde
  och utan på ett är
  bir ile için`);
/** Words of other languages that English texts, and names in them, have at times */
const ambiguous = wordsOf(`
  am mit pour che jest din uma com der die das den dem des an le la les un du de et sur sans au aux est pas il lo di del nel con su per ma al alla
  el los las y en por sin para um os da na nas em ao w z i nie cu pe op van met med som av`);
const english = wordsOf("the with and of at but is are on to it its same from by for without under over near not this that");
/** Words of English that others have too */
const shared = wordsOf("a in no");

export function isOtherLanguage(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
  if (latin < letters.length / 2) return true;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const among = (list: ReadonlySet<string>) => words.filter((word) => list.has(word)).length;
  const plain = among(foreign);
  const score = 2 * plain + among(ambiguous);
  return score >= (plain > 0 ? 2 : 3) && score > 2 * among(english) + among(shared);
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
