/** All characters in the strings and keys of a value, at any depth, for which a font needs glyphs. */
export function charactersOf(value: unknown): string[] {
  const characters = new Set<string>();
  const visited = new Set<object>();
  const addAll = (text: string) => {
    for (const character of text) characters.add(character);
  };
  const visit = (item: unknown) => {
    if (typeof item === 'string') addAll(item);
    // The model references the same repository from many places.
    if (typeof item !== 'object' || item === null || visited.has(item)) return;
    visited.add(item);
    for (const [key, member] of Object.entries(item)) {
      addAll(key);
      visit(member);
    }
  };
  visit(value);
  return [...characters].filter(hasGlyph);
}

/** Control characters and lone surrogates are never drawn. */
function hasGlyph(character: string): boolean {
  return character >= ' ' && !/\p{Surrogate}/u.test(character);
}
