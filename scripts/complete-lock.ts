import { readFileSync, writeFileSync } from 'node:fs';

// `npm install` leaves the packages of other platforms out of the lockfile when the registry at hand does not serve
// them, and `npm ci` then refuses the lockfile everywhere. This writes them in, as their parents name them.

interface Entry {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const path = 'package-lock.json';
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, Entry> };

const systems = [
  'darwin',
  'linux',
  'win32',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
];
const processors = [
  'arm64',
  'x64',
  'arm',
  'ia32',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
  'wasm32',
];

let added = 0;
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const folder = parent.slice(0, parent.lastIndexOf('node_modules/'));
    const places = [
      `node_modules/${name}`,
      `${folder}node_modules/${name}`,
      `${parent}/node_modules/${name}`,
    ];
    const isExact = /^\d/.test(version);
    const isThere = (place: string) =>
      lock.packages[place] !== undefined && (!isExact || lock.packages[place].version === version);
    if (places.some(isThere)) continue;
    if (!isExact) throw new Error(`${name} ${version} of ${parent} is not one version: write it in by hand`);
    const place = places.find((candidate) => lock.packages[candidate] === undefined);
    if (place === undefined) throw new Error(`no place is left for ${name} ${version}`);
    lock.packages[place] = {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms written into ${path}`);

/** Where a package runs, by the words of its name: `@biomejs/cli-linux-x64-musl`. */
function platformOf(name: string): Pick<Entry, 'os' | 'cpu' | 'libc'> {
  const words = name.replace('windows', 'win32').split(/[/-]/);
  const os = systems.find((system) => words.some((word) => word.startsWith(system)));
  const cpu = processors.find((processor) => words.some((word) => word.startsWith(processor)));
  const isMusl = words.some((word) => word.startsWith('musl'));
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === undefined ? {} : { os: [os] }),
    ...(os !== 'linux' ? {} : { libc: [isMusl ? 'musl' : 'glibc'] }),
  };
}
