import { readFile } from 'node:fs/promises';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';

test('the operations that GraphiQL opens with fit the schema', async () => {
  const text = await readFile(new URL('../../examples/operations.graphql', import.meta.url), 'utf8');
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
});

test('the operations of the guide to chains fit the schema', async () => {
  const text = await readFile(new URL('../../docs/chains.md', import.meta.url), 'utf8');
  const operations = [...text.matchAll(/```graphql\n(.*?)```/gs)].map((match) => match[1] ?? '');
  expect(operations.length).toBeGreaterThan(3);
  for (const operation of operations) {
    expect(validate(schema, parse(operation)).map((error) => error.message)).toEqual([]);
  }
});
