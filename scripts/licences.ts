import { readFileSync } from 'node:fs';

// Lists the licence of every package that runs in production; fails on one that nobody has looked at.

const accepted = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '(AFL-2.1 OR BSD-3-Clause)',
  '0BSD',
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** How older packages say it. */
  readonly licenses?: readonly { readonly type: string }[];
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { dev?: boolean; optional?: boolean }>;
};
const rows: [name: string, version: string, licence: string][] = [];
for (const [path, { dev, optional }] of Object.entries(lock.packages)) {
  if (path === '' || dev === true) continue;
  try {
    const { name, version, license, licenses } = JSON.parse(
      readFileSync(`${path}/package.json`, 'utf8'),
    ) as Manifest;
    rows.push([name, version, license ?? licenses?.[0]?.type ?? 'none']);
  } catch (cause) {
    // Packages for other platforms are not installed.
    if (optional !== true) throw cause;
  }
}
for (const [name, version, licence] of rows) console.log(`${licence.padEnd(28)}${name}@${version}`);
const others = rows.filter(([, , licence]) => !accepted.includes(licence));
if (others.length > 0) {
  console.error(`\nNobody has accepted the licence of ${others.map(([name]) => name).join(', ')}.`);
  process.exitCode = 1;
}
