import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Every benchmark in a process of its own, one after the other: ratios measured side by side in one run.

const benches = ['store', 'session', 'chains', 'pages', 'planning', 'requests', 'models'] as const;
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(benches as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Choose from ${benches.join(', ')}, or nothing for all.`);
  process.exit(2);
}
for (const name of benches) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
