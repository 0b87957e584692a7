import { withoutCredentials } from '../redact.ts';

/** In characters; enough for an endpoint and a sentence. */
const MAX_DETAIL_LENGTH = 400;

/** Terminal control sequences, such as cursor moves and colors (ECMA-48); a line break before `[` is not one. */
const TERMINAL_SEQUENCES = /(?![\t\n\r])\p{Cc}\[[0-?]*[ -/]*[@-~]/gu;
/** Control characters, format characters such as direction marks, and line separators. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/**
 * Reduces text from a server, a proxy or the network to one safe line of at most `maxLength` characters, without credentials,
 * terminal sequences, control characters and direction marks. Callers still have to escape markup.
 */
export function detailLine(text: string, maxLength = MAX_DETAIL_LENGTH): string {
  // Before truncating: a cut URL would no longer be recognized as one.
  const line = withoutCredentials(text)
    .replace(TERMINAL_SEQUENCES, '')
    .replace(CONTROLS, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();
  const characters = [...line];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line;
}
