import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges, isInterfaceType, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';
import { printPossibleTypes, printSchemaFile } from '../../src/schema/print.ts';
import { factsOf, silentPlacesOf } from './facts.ts';

/** Null outside of a git checkout. */
function schemaOfLastCommit(): string | null {
  try {
    return execFileSync('git', ['show', 'HEAD:schema.graphql'], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return null;
  }
}

function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

test('schema.graphql and possibleTypes.json are what `npm run schema` prints', () => {
  expect(textOf('schema.graphql')).toBe(printSchemaFile(schema));
  expect(textOf('possibleTypes.json')).toBe(printPossibleTypes(schema));
});

test('nothing breaks clients of the committed schema', () => {
  const breaking = [textOf('schema.graphql'), schemaOfLastCommit()].flatMap((text) =>
    text === null ? [] : findBreakingChanges(buildSchema(text), schema),
  );
  expect(breaking.map((change) => change.description)).toEqual([]);
});

test('every type, field, argument and enum value of the contract is there as it says', () => {
  const built = new Set(factsOf(printSchema(schema)));
  expect(factsOf(textOf('test/schema/contract.graphql')).filter((fact) => !built.has(fact))).toEqual([]);
});

test('the contract test would see a difference', () => {
  const sdl = 'type Query implements N { a("Why" b: Int = 1): [Int!] } enum E { X } input I @oneOf { c: E }';
  expect(factsOf(sdl)).toEqual([
    'type Query',
    'Query implements N',
    'Query.a: [Int!]',
    'Query.a(b: Int)',
    'Query.a(b: Int = 1)',
    'enum E',
    'E.X',
    'input I',
    'I @oneOf',
    'I.c: E',
  ]);
});

test('everything has a description', () => {
  expect(silentPlacesOf(printSchema(schema))).toEqual([]);
  expect(silentPlacesOf('type Query { a(b: Int): Int } enum E { X }')).toEqual([
    'Query',
    'Query.a',
    'Query.a(b)',
    'E',
    'E.X',
  ]);
});

test('fields of one name in different events can be selected together', () => {
  const event = schema.getType('Event');
  if (!isInterfaceType(event)) throw new Error('Event is an interface');
  const types = new Map<string, Set<string>>();
  for (const type of schema.getPossibleTypes(event)) {
    for (const field of Object.values(type.getFields())) {
      types.set(field.name, (types.get(field.name) ?? new Set()).add(String(field.type)));
    }
  }
  const differing = [...types].filter(([, given]) => given.size > 1).map(([name]) => name);
  // The states of sessions, actions, chains and steps are enums of their own: with these one writes an alias.
  expect(differing.sort()).toEqual(['previous', 'status']);
});
