import { withoutCredentials } from '../redact.ts';

/** Enough for an endpoint and a sentence. In characters. */
const MAX_DETAIL_LENGTH = 400;

/** Sequences by which a terminal moves its cursor or changes color (ECMA-48, control sequences); not a line break before `[`. */
const TERMINAL_SEQUENCES = /(?![\t\n\r])\p{Cc}\[[0-?]*[ -/]*[@-~]/gu;
/** Controls, format characters such as those that change the direction of text, and line separators. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/**
 * Text of a server, a proxy or the network as one harmless line: without credentials, terminal sequences, controls and
 * marks that change the direction of text, and not longer than `maxLength` characters. Markup is still to be escaped.
 */
export function detailLine(text: string, maxLength = MAX_DETAIL_LENGTH): string {
  // Removed before anything is cut off: half of an address would not be known for one.
  const line = withoutCredentials(text)
    .replace(TERMINAL_SEQUENCES, '')
    .replace(CONTROLS, ' ')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .trim();
  const characters = [...line];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line;
}
