import { Parser } from 'htmlparser2';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { PlanText } from '../src/domain/plan.ts';
import { readPlan } from '../src/planning/read-plan.ts';

const organizationId = 'org_00000000-0000-7000-8000-000000000001';
const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze();

function planMarkdown(stories: number): string {
  const parts: string[] = ['# Plan\n'];
  for (let index = 0; index < stories; index += 1) {
    if (index % 20 === 0)
      parts.push(
        `## Epic ${index / 20 + 1}: Area ${index / 20 + 1}\n\nWhat this area is about, in a line or two of text.\n`,
      );
    parts.push(
      `### Story ${Math.floor(index / 20) + 1}.${(index % 20) + 1}: Do the thing number ${index}\n\nAs a user, I want thing ${index} so that I reach goal ${index}.\n\n**Acceptance criteria:**\n\n- It works for case ${index}\n- It fails with a sentence otherwise\n\n**Story points:** ${(index % 8) + 1}\n**Priority:** High\n`,
    );
  }
  return parts.join('\n');
}

function planStorage(stories: number): string {
  const parts: string[] = [];
  for (let index = 0; index < stories; index += 1) {
    if (index % 20 === 0)
      parts.push(
        `<h1>Epic ${index / 20 + 1}: Area ${index / 20 + 1}</h1><p>What this area is about, in a line or two of text.</p>`,
      );
    parts.push(
      `<h2>Story ${Math.floor(index / 20) + 1}.${(index % 20) + 1}: Do the thing number ${index}</h2><p>As a user, I want thing ${index} so that I reach goal ${index}.</p><p><strong>Acceptance criteria:</strong></p><ul><li><p>It works for case ${index}</p></li><li><p>It fails with a sentence otherwise</p></li></ul><p><strong>Story points:</strong> ${(index % 8) + 1}<br/><strong>Priority:</strong> High</p>`,
    );
  }
  return parts.join('\n');
}

/** The least of several runs, which is what the machine can do when nobody else uses it. */
function leastMs(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function read(source: PlanText): void {
  const outcome = readPlan(source, { organizationId, documentKey: 'bench', title: 'Bench' });
  if (outcome.kind === 'refused') throw new Error(outcome.message);
}

function parseStorageOnly(text: string): void {
  const parser = new Parser({}, { xmlMode: false, recognizeCDATA: true, recognizeSelfClosing: true });
  parser.write(text);
  parser.end();
}

const rows: Record<string, string | number>[] = [];
for (const [notation, text, parse] of [
  ['MARKDOWN', planMarkdown(1000), (source: string) => void markdown.parse(source)],
  ['CONFLUENCE_STORAGE', planStorage(1000), parseStorageOnly],
] as const) {
  read({ notation, text: text.slice(0, text.lastIndexOf('\n', 20_000)) });
  const parsedMs = leastMs(7, () => parse(text));
  const readMs = leastMs(7, () => read({ notation, text }));
  const megabytes = text.length / 1e6;
  rows.push({
    notation,
    'parser alone MB/s': (megabytes / (parsedMs / 1000)).toFixed(2),
    'readPlan MB/s': (megabytes / (readMs / 1000)).toFixed(2),
    'times the parser (goal 3)': (readMs / parsedMs).toFixed(2),
  });
}
console.table(rows);

const growth: Record<string, string | number>[] = [];
for (const notation of ['MARKDOWN', 'CONFLUENCE_STORAGE'] as const) {
  const make = notation === 'MARKDOWN' ? planMarkdown : planStorage;
  let base = 0;
  for (const stories of [10, 100, 1000, 10_000]) {
    const text = make(stories);
    const perItemMs =
      leastMs(stories <= 100 ? 40 : stories === 1000 ? 6 : 2, () => read({ notation, text })) / stories;
    if (stories === 10) base = perItemMs;
    growth.push({
      notation,
      items: stories,
      'µs per item': Math.round(perItemMs * 1000),
      'of 10 items (goal 1.3)': (perItemMs / base).toFixed(2),
    });
  }
}
console.table(growth);
