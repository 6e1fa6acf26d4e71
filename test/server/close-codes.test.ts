import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closeCodes } from '../../src/server/close-codes.ts';

test('every close code stands in the protocol, and no other', () => {
  const protocol = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
  const section = /## WebSocket\n(.*?)\n## /s.exec(protocol)?.[1] ?? '';
  const documented = [...section.matchAll(/^\| (\d{4}) /gm)].map((match) => Number(match[1]));
  expect(documented).toEqual(Object.values(closeCodes).toSorted((a, b) => a - b));
});
