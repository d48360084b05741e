/** `npm run bench -- <name>`: the measurements by their names. Nothing here passes or fails. */
const BENCHES = ['deliver', 'database'];

const [name = 'deliver'] = process.argv.slice(2);
if (BENCHES.includes(name)) {
  await import(`./${name}.ts`);
} else {
  process.stderr.write(`There is no bench "${name}": ${BENCHES.join(', ')}\n`);
  process.exitCode = 1;
}
