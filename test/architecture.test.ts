import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

/**
 * The layer law: what each folder may import of this project, and which packages. Two laws fall out of it: only the
 * engine writes, and connectors never touch the database.
 */
const law: Record<string, { layers: readonly string[]; packages: readonly string[] }> = {
  migrations: { layers: [], packages: ['kysely'] },
  'src/domain': { layers: [], packages: ['node:crypto'] },
  'src/planning': {
    layers: ['src/domain'],
    packages: [
      'node:crypto',
      'unified',
      'remark-*',
      'mdast*',
      'micromark*',
      'unist-*',
      'htmlparser2',
      'entities',
      'yaml',
    ],
  },
  'src/expressions': { layers: ['src/domain'], packages: ['@marcbachmann/cel-js', 'node:vm'] },
  'src/access': { layers: ['src/domain'], packages: [] },
  'src/tools': { layers: ['src/domain', 'src/planning'], packages: ['zod'] },
  'src/connectors': { layers: ['src/domain', 'src/tools'], packages: ['*'] },
  'src/store': {
    layers: ['src/domain', 'migrations'],
    packages: ['kysely', 'better-sqlite3', 'node:crypto', 'node:fs', 'node:path', 'node:worker_threads'],
  },
  'src/pubsub': { layers: ['src/domain', 'src/store'], packages: [] },
  'src/engine': {
    layers: ['src/domain', 'src/planning', 'src/expressions', 'src/access', 'src/tools', 'src/store'],
    // zod: what a model answers is an edge. OpenTelemetry: its API is counters that nobody hears unless an SDK listens.
    packages: ['node:*', 'uuid', 'zod', '@opentelemetry/api'],
  },
  'src/resolvers': {
    layers: ['src/domain', 'src/access', 'src/store', 'src/pubsub', 'src/engine'],
    packages: ['dataloader', 'graphql', 'node:*'],
  },
  'src/schema': {
    layers: ['src/domain', 'src/access', 'src/resolvers'],
    packages: ['@pothos/*', 'graphql'],
  },
  'src/server': {
    layers: [
      'src/domain',
      'src/planning',
      'src/access',
      'src/tools',
      'src/connectors',
      'src/store',
      'src/pubsub',
      'src/engine',
      'src/resolvers',
      'src/schema',
      'src',
    ],
    packages: ['*'],
  },
  'src/command': {
    layers: ['src/domain', 'src/planning', 'src/store', 'src/engine', 'src/server', 'src'],
    packages: ['node:*'],
  },
  src: { layers: ['src/server', 'src/command', 'src/domain'], packages: ['*'] },
};

interface Import {
  readonly file: string;
  readonly target: string;
}

const root = join(import.meta.dirname, '..');
const files = globSync(['src/**/*.ts', 'migrations/**/*.ts'], { cwd: root }).map((file) =>
  file.split(sep).join('/'),
);

function layerOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' && second.includes('.') ? 'src' : top === 'src' ? `src/${second}` : top;
}

function importsOf(file: string): Import[] {
  const { module, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const named = [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) =>
      each.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
  ];
  return named.map((target) => ({
    file,
    target: target.startsWith('.')
      ? normalize(join(dirname(file), target))
          .split(sep)
          .join('/')
      : target,
  }));
}

function allowed({ file, target }: Import): boolean {
  const from = layerOf(file);
  const rule = law[from];
  if (rule === undefined) return false;
  if (!/^(src|migrations)\//.test(target)) return rule.packages.some((pattern) => fits(pattern, target));
  const to = layerOf(target);
  if (to === from) return true;
  if (!rule.layers.includes(to)) return false;
  // Only the engine writes: whoever else may see the store sees its reading side.
  return !target.startsWith('src/store/write/') || ['src/engine', 'src/server'].includes(from);
}

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*')
    ? name.startsWith(pattern.slice(0, -1))
    : name === pattern || name.startsWith(`${pattern}/`);
}

test('every file stands in a folder of the law', () => {
  expect(files.length).toBeGreaterThan(50);
  expect([...new Set(files.map(layerOf))].filter((layer) => law[layer] === undefined)).toEqual([]);
});

test('imports point the way the layers do', () => {
  const broken = files.flatMap(importsOf).filter((each) => !allowed(each));
  expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});

test('the law refuses what it should', () => {
  expect(allowed({ file: 'src/domain/session.ts', target: 'kysely' })).toBe(false);
  expect(allowed({ file: 'src/resolvers/session.ts', target: 'src/store/write/sessions.ts' })).toBe(false);
  expect(allowed({ file: 'src/connectors/linear.ts', target: 'src/store/store.ts' })).toBe(false);
  expect(allowed({ file: 'src/planning/read-plan.ts', target: 'src/store/store.ts' })).toBe(false);
});
