/** Columns of the plain-text datasheet: it fits a terminal of 80 with room to spare. */
export const WIDTH = 72;

/** Text broken into lines of at most {@link WIDTH} columns; a longer word has a line of its own. */
export function wrap(text: string, first = '', rest = first): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (!isEmpty && widthOf(line) + 1 + widthOf(word) > WIDTH) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** A bar to scale, at least one column wide. */
export function bar(share: number, width: number): string {
  return '█'.repeat(Math.max(1, Math.round(share * width)));
}

/** Text in a column: filled up with spaces, or cut with an ellipsis. */
export function column(text: string, width: number): string {
  const characters = [...text];
  if (characters.length > width) return `${characters.slice(0, width - 1).join('')}…`;
  return text + ' '.repeat(width - characters.length);
}

/** A number in a column, to the right. */
export function rightColumn(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

function widthOf(text: string): number {
  return [...text].length;
}
