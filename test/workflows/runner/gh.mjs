// The few commands of GitHub's command line that the workflow uses, on the issues in the file that FAKE_ISSUES names.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const { FAKE_ISSUES, FAKE_HAS_ISSUES = 'true', TITLE } = process.env;
const issues = existsSync(FAKE_ISSUES) ? JSON.parse(readFileSync(FAKE_ISSUES, 'utf8')) : [];
const [topic, action, ...rest] = process.argv.slice(2);
const flag = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const numbered = () => issues[Number(rest[0]) - 1];

const COMMANDS = {
  api: () => console.log(FAKE_HAS_ISSUES),
  'issue list': () => {
    const open = issues.findIndex(({ title, state }) => state === 'open' && title === TITLE);
    console.log(open === -1 ? '' : String(open + 1));
  },
  'issue create': () =>
    issues.push({ title: flag('--title'), body: flag('--body'), state: 'open', comments: [] }),
  'issue edit': () => Object.assign(numbered(), { body: flag('--body') }),
  'issue close': () => {
    numbered().state = 'closed';
    numbered().comments.push(flag('--comment'));
  },
};

const command = COMMANDS[topic === 'api' ? 'api' : `${topic} ${action}`];
if (!command) throw new Error(`gh ${process.argv.slice(2).join(' ')} is not known here`);
command();
writeFileSync(FAKE_ISSUES, JSON.stringify(issues));
