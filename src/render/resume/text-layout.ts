/** Columns of the plain-text résumé; fits a terminal of 80 columns. */
export const WIDTH = 72;

/** Wraps text to {@link WIDTH} columns. Longer words get a line of their own. `first` and `rest` are the indents. */
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

/** Text padded with spaces to the width of a column, or cut off with an ellipsis. */
export function column(text: string, width: number): string {
  const characters = [...text];
  if (characters.length > width) return `${characters.slice(0, width - 1).join('')}…`;
  return text + ' '.repeat(width - characters.length);
}

function widthOf(text: string): number {
  return [...text].length;
}
