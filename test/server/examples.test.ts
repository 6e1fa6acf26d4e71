import { readFile } from 'node:fs/promises';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';

test('the operations that GraphiQL opens with fit the schema', async () => {
  const text = await readFile(new URL('../../examples/operations.graphql', import.meta.url), 'utf8');
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
});

test.each([
  ['chains.md', 4],
  ['connections.md', 1],
  ['webhooks.md', 1],
])('the operations in docs/%s fit the schema', async (name, least) => {
  const text = await readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  const operations = [...text.matchAll(/```graphql\n(.*?)```/gs)].map((match) => match[1] ?? '');
  expect(operations.length).toBeGreaterThanOrEqual(least);
  for (const operation of operations) {
    expect(validate(schema, parse(operation)).map((error) => error.message)).toEqual([]);
  }
});
