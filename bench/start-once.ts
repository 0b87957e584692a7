/** The start of a refresh in a separate process: loads everything, fetches nothing. */
import { refresh } from '../src/commands/refresh.ts';
import { readEnvironment } from '../src/context/environment.ts';
import { parseFlags } from '../src/context/flags.ts';

parseFlags([], []);
readEnvironment(process.env);
if (typeof refresh !== 'function') throw new Error('the command was not loaded');
