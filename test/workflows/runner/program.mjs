// Has the program run by the process of the test, at the address that PROGRAM_SERVER names; see program-server.ts.
const { PROGRAM_SERVER, ...variables } = process.env;
const call = { args: process.argv.slice(2), variables, folder: process.cwd() };
const response = await fetch(PROGRAM_SERVER, { method: 'POST', body: JSON.stringify(call) });
const { code, stdout, stderr } = await response.json();
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
