/** Of folders that lie in each other, the outer ones; and which inner ones they stand for. */
export function outermost(folders: string[]): { kept: string[]; inside: { inner: string; outer: string }[] } {
  const plain = (path: string) => path.replace(/[/\\]+$/, "");
  const holds = (outer: string, inner: string) =>
    outer !== inner && /^[/\\]/.test(inner.slice(plain(outer).length)) && inner.startsWith(plain(outer));
  const inside = folders.flatMap((inner) => {
    const outer = folders.find((other) => holds(other, inner));
    return outer === undefined ? [] : [{ inner, outer }];
  });
  return { kept: folders.filter((path) => !inside.some(({ inner }) => inner === path)), inside };
}
