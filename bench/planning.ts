import { Parser, parseDocument } from 'htmlparser2';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { PlanText } from '../src/domain/plan.ts';
import { readPlan } from '../src/planning/read-plan.ts';

const organizationId = 'org_00000000-0000-7000-8000-000000000001';
const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze();

/** Words that differ from run to run, so that nothing remembered of one text helps with the next. */
function wordsOf(run: number, index: number): string {
  return `${(run * 7919 + index * 104_729).toString(36)} thing ${run}-${index}`;
}

function planMarkdown(stories: number, run: number): string {
  const parts: string[] = ['# Plan\n'];
  for (let index = 0; index < stories; index += 1) {
    const words = wordsOf(run, index);
    if (index % 20 === 0)
      parts.push(
        `## Epic ${index / 20 + 1}: Area ${words}\n\nWhat the area ${words} is about, in a line or two of text.\n`,
      );
    parts.push(
      `### Story ${Math.floor(index / 20) + 1}.${(index % 20) + 1}: Do the ${words}\n\nAs a user, I want ${words} so that I reach goal ${index}.\n\n**Acceptance criteria:**\n\n- It works for ${words}\n- It fails with a sentence about ${words} otherwise\n\n**Story points:** ${(index % 8) + 1}\n**Priority:** High\n`,
    );
  }
  return parts.join('\n');
}

function planStorage(stories: number, run: number): string {
  const parts: string[] = [];
  for (let index = 0; index < stories; index += 1) {
    const words = wordsOf(run, index);
    if (index % 20 === 0)
      parts.push(
        `<h1>Epic ${index / 20 + 1}: Area ${words}</h1><p>What the area ${words} is about, in a line or two of text.</p>`,
      );
    parts.push(
      `<h2>Story ${Math.floor(index / 20) + 1}.${(index % 20) + 1}: Do the ${words}</h2><p>As a user, I want ${words} so that I reach goal ${index}.</p><p><strong>Acceptance criteria:</strong></p><ul><li><p>It works for ${words}</p></li><li><p>It fails with a sentence about ${words} otherwise</p></li></ul><p><strong>Story points:</strong> ${(index % 8) + 1}<br/><strong>Priority:</strong> High</p>`,
    );
  }
  return parts.join('\n');
}

function read(notation: PlanText['notation'], text: string): void {
  const source: PlanText = { notation, text };
  const outcome = readPlan(source, { organizationId, documentKey: 'bench', title: 'Bench' });
  if (outcome.kind === 'refused') throw new Error(outcome.message);
}

/** The one of the library's setups that keeps the code in CDATA and named entities of storage format right. */
const storageOptions = { xmlMode: false, recognizeCDATA: true, recognizeSelfClosing: true } as const;

function parseStorageOnly(text: string): void {
  const parser = new Parser({}, storageOptions);
  parser.write(text);
  parser.end();
}

/** Processor time, so that whoever else uses the machine counts for nothing. */
function timeMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

let run = 0;
/** A text that no run before has seen. */
function freshText(notation: PlanText['notation'], stories: number): string {
  run += 1;
  return (notation === 'MARKDOWN' ? planMarkdown : planStorage)(stories, run);
}

/** What the library alone makes of a text: its events with nobody listening, and its own tree of the document. */
const parsers = {
  MARKDOWN: { tree: (text: string) => void markdown.parse(text) },
  CONFLUENCE_STORAGE: {
    events: parseStorageOnly,
    tree: (text: string) => void parseDocument(text, storageOptions),
  },
} as const;

/** All of the reader is compiled after some thirty; a parser, which is less code, after four. */
const turns = 60;
const warmTurns = 30;

/** Of the turns once all is compiled: the least, which nobody else on the machine disturbed, and the mean, in which garbage is collected too. */
function leastAndMean(times: readonly number[]): { readonly least: number; readonly mean: number } {
  const warm = times.slice(warmTurns);
  return { least: Math.min(...warm), mean: warm.reduce((sum, time) => sum + time, 0) / warm.length };
}

// Parsers and reader by turns, each on texts of its own.
const rows: Record<string, string | number>[] = [];
for (const notation of ['MARKDOWN', 'CONFLUENCE_STORAGE'] as const) {
  const msPerMegabyte = new Map<string, number[]>();
  const take = (name: string, work: (text: string) => void): void => {
    const text = freshText(notation, 1000);
    const times = msPerMegabyte.get(name) ?? [];
    msPerMegabyte.set(name, times);
    times.push(timeMs(() => work(text)) / (text.length / 1e6));
  };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, parse] of Object.entries(parsers[notation])) take(name, parse);
    take('readPlan', (text) => read(notation, text));
  }
  const reader = leastAndMean(msPerMegabyte.get('readPlan') ?? []);
  for (const name of Object.keys(parsers[notation])) {
    const parser = leastAndMean(msPerMegabyte.get(name) ?? []);
    rows.push({
      notation,
      'parser alone': name,
      'parser MB/s': (1000 / parser.least).toFixed(2),
      'readPlan MB/s': (1000 / reader.least).toFixed(2),
      'times the parser (goal 3)': (reader.least / parser.least).toFixed(2),
      'on average, with garbage': (reader.mean / parser.mean).toFixed(2),
    });
  }
}
console.table(rows);

/** Items that are read for one figure, in one document or in many: the garbage of as many counts for each size. */
const itemsRead = 10_000;
const growthTurns = 4;
const sizes = [10, 100, 1000, 10_000];

const growth: Record<string, string | number>[] = [];
for (const notation of ['MARKDOWN', 'CONFLUENCE_STORAGE'] as const) {
  const least = new Map<number, number>();
  for (let turn = 0; turn < growthTurns; turn += 1)
    for (const stories of sizes) {
      let spentMs = 0;
      for (let item = 0; item < itemsRead; item += stories) {
        const text = freshText(notation, stories);
        spentMs += timeMs(() => read(notation, text));
      }
      least.set(stories, Math.min(spentMs / itemsRead, least.get(stories) ?? Number.POSITIVE_INFINITY));
    }
  const base = least.get(10) ?? Number.NaN;
  for (const [stories, perItemMs] of least)
    growth.push({
      notation,
      items: stories,
      'µs per item': Math.round(perItemMs * 1000),
      'of 10 items (goal 1.3)': (perItemMs / base).toFixed(2),
    });
}
console.table(growth);
