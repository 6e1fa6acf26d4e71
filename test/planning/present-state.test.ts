import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const rows = (names: readonly string[]): string => names.map((name) => `| ${name} |`).join('\n');
const table = `| Module | Status | Description |\n|---|---|---|\n${rows(['Berths | ✅ Done | A map of them', 'Tides | ✅ Done | A table for each port'])}\n`;
const planned = '## Next\n\n### Story: Pay by card\n';

test.each([
  `## 2. Current State Analysis\n\n### ✅ Completed Features\n\n${table}`,
  `## Current State (May 2026)\n\n### Implemented Features\n\n- Berths\n- Tides\n`,
  `## Current State (May 2026)\n\n### Already Implemented ✅\n\n| Area | Features | Status |\n|---|---|---|\n| Port | Berths, tides | Done |\n| Sea | Waves, storms | Done |\n`,
  `## Ist-Zustand\n\n### Abgeschlossene Features\n\n- Liegeplätze\n- Gezeiten\n`,
])('what a product has already is not planned: %j', (text) => {
  expect(treeOf(readingOf(`# Plan\n\n${text}\n${planned}`))).toEqual(['STORY Pay by card']);
});

test('completed features of a plan are items', () => {
  const text = '# Plan\n\n## Backlog\n\n### Completed Features\n\n- Chat\n- Wallet\n';
  expect(treeOf(readingOf(text))).toEqual(['FEATURE Chat', 'FEATURE Wallet']);
});

test('stories that are marked in the present state of a product are planned', () => {
  const text = '# Plan\n\n## Current State\n\n### US-1: Chat\n\n### User Stories\n\n- Draw a map\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Chat', 'STORY Draw a map']);
});
