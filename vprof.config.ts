import base from './vitest.config.ts';
export default { ...base, root: '/work/main', test: { ...base.test, setupFiles: ['/tmp/setup-prof.mjs'] } };
