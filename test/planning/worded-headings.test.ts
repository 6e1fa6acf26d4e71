import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const below = '### User story: See free berths\n\nText.\n\n### User story: Book a berth\n\n';

describe('a heading that names an epic behind the word alone', () => {
  test.each([
    'Epic Live harbour map',
    'Discussed: epic Live harbour map',
    'Besproken: Epic: Live harbour map',
    'Épopée Live harbour map',
    'Эпик Live harbour map',
    'エピック Live harbour map',
  ])('is that epic over its stories: “%s”', (heading) => {
    expect(treeOf(readingOf(`# Refinement\n\n## ${heading}\n\n${below}`))).toEqual([
      'EPIC Live harbour map',
      'STORY See free berths < Live harbour map',
      'STORY Book a berth < Live harbour map',
    ]);
  });

  test.each([
    ['エピック 予約管理', '### ストーリー: 予約する'],
    ['에픽 예약 관리', '### 스토리: 예약하기'],
    ['史诗 预订管理', '### 用户故事: 预订'],
  ])('is that epic in scripts that do not part words: “%s”', (heading, told) => {
    const [epic, one] = readingOf(`# Refinement\n\n## ${heading}\n\n${told}\n`).items;
    expect(epic).toMatchObject({ kind: 'EPIC', title: heading.slice(heading.indexOf(' ') + 1) });
    expect(one).toMatchObject({ kind: 'STORY', parentId: epic?.id });
  });

  test.each([
    'エピック 一覧',
    '史诗 列表',
    '에픽 목록',
    'Epic overview',
    'Epic Backlog',
    'Discussed: epic adventures',
  ])('is none as “%s”', (heading) => {
    const reading = readingOf(`# Refinement\n\n## ${heading}\n\n${below}`);
    expect(reading.items.map(({ kind }) => kind)).not.toContain('EPIC');
  });

  test('is none over text', () => {
    const reading = readingOf(`# Plan\n\n## Epic Games\n\nA shop.\n\n## Stories\n\n${below}`);
    expect(reading.items.map(({ kind }) => kind)).not.toContain('EPIC');
  });

  test('is none over other epics', () => {
    const reading = readingOf(`# Epic Harbour\n\n## Epic: Berths\n\n${below}## Epic: Cranes\n`);
    expect(reading.items.map(({ title }) => title)).not.toContain('Harbour');
  });
});

test('headings name features behind the word alone where there are several', () => {
  const one = '## Feature Berths\n\n### User story: Book a berth\n\n';
  const two = '## Feature Cranes\n\n### User story: Book a crane\n\n';
  expect(treeOf(readingOf(`# Plan\n\n${one}${two}`))).toEqual([
    'FEATURE Berths',
    'STORY Book a berth < Berths',
    'FEATURE Cranes',
    'STORY Book a crane < Cranes',
  ]);
  expect(treeOf(readingOf(`# Plan\n\n${one.replace('Berths', 'Flags')}`))[0]).toBe('FEATURE Feature Flags');
});

test.each([
  ['Berths Epic', 'Cranes Epic'],
  ['Berths-Epic', 'Cranes-Epic'],
  ['1. Berths epic ✅', '2. Cranes epic'],
])('headings name epics in front of the word where there are several: “%s”', (first, second) => {
  const table = (key: string): string =>
    `| ID | User story |\n|---|---|\n| ${key} | As a guest, I want ${key}. |\n\n`;
  const text = `# Sprint 1\n\n## User stories\n\n### ${first}\n\n${table('US-1')}### ${second}\n\n${table('US-2')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Berths',
    'STORY As a guest, I want US-1. < Berths',
    'EPIC Cranes',
    'STORY As a guest, I want US-2. < Cranes',
  ]);
  const alone = readingOf(text.replace(second, 'Stories by epic'));
  expect(alone.items.map(({ kind }) => kind)).not.toContain('EPIC');
});

test.each([
  ['WP-1 / Epic 1: Berths', 'WP-2 / Epic 2: Tides'],
  ['Workstream 1 — Epic: Berths', 'Workstream 2 — Epic: Tides'],
  ['Chantier 1 – Épic : Berths', 'Chantier 2 – Épic : Tides'],
  ['Stream A | Epic: Berths', 'Stream B | Epic: Tides'],
])('an epic is marked behind a number of the organisation: “%s”', (first, second) => {
  const text = `# Harbour\n\n## ${first}\n\n- US-1 Book a berth\n\n## ${second}\n\n- US-2 See the tide\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Berths',
    'STORY Book a berth < Berths',
    'EPIC Tides',
    'STORY See the tide < Tides',
  ]);
});

test('a story is none that names its epic behind its number', () => {
  const text = '# Harbour\n\n## Story 1 – Epic: Berths\n\n## Story 2 – Epic: Tides\n';
  expect(readingOf(text).items.map(({ kind }) => kind)).not.toContain('EPIC');
});

test.each([
  ['# Epics', 'Goal', 'EPIC'],
  ['# Harbour\n\n# Features', 'Goal', 'FEATURE'],
  ['# Epic khởi đầu', 'Mục tiêu', 'EPIC'],
])(
  'headings with fields that count on below “%s” are such, whatever their words mean',
  (title, label, kind) => {
    const part = (name: string): string => `## ${name}\n\n- ${label}: a base.\n- Scope: a list.\n\n`;
    const text = `${title}\n\n${part('1. Backend')}${part('2. Berths')}${part('3. Reports')}`;
    expect(treeOf(readingOf(text))).toEqual([`${kind} Backend`, `${kind} Berths`, `${kind} Reports`]);
    expect(treeOf(readingOf(text.replace('1. ', '4. ')))).not.toContain(`${kind} Backend`);
    expect(treeOf(readingOf(text.replace('1. Backend', '1. Phase 1')))).not.toContain(`${kind} Phase 1`);
  },
);

test('bold entries over stories name epics without a sign, and what is beside them is named so too', () => {
  const reading = readingOf(
    '# Lastenheft\n\n1. **Epic Anleger**\n   - Story: Buchen (3 SP)\n   - Story: Absagen (2 SP)\n2. **Epic Gezeiten**\n   - Story: Nachsehen (1 SP)\n3. **Enabler Pegeldienst (Infrastruktur)** (8 SP)\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Anleger',
    'STORY Buchen < Anleger',
    'STORY Absagen < Anleger',
    'EPIC Gezeiten',
    'STORY Nachsehen < Gezeiten',
    'ENABLER Pegeldienst',
  ]);
});

describe('headings that name items of several levels behind the words alone', () => {
  const plan = (epic: string, feature: string, story: string): string =>
    `# Harbour\n\n## ${epic} Berths\n\nText.\n\n### ${feature} Booking\n\nText.\n\n#### ${story} Fill the form\n\nText.\n\n#### ${story} Empty the form\n\nText.\n\n## ${epic} Cranes\n\nText.\n`;

  test.each([
    ['Epic', 'Feature', 'Story'],
    ['Epic', 'Feature', 'User Story'],
    ['Épopée', 'Fonctionnalité', 'Récit'],
    ['Épica', 'Funcionalidad', 'Historia'],
    ['1 Epic', '1.1 Feature', '1.1.1 Story'],
  ])('are those items: “%s”, “%s”, “%s”', (...words) => {
    expect(treeOf(readingOf(plan(...words)))).toEqual([
      'EPIC Berths',
      'FEATURE Booking < Berths',
      'STORY Fill the form < Booking',
      'STORY Empty the form < Booking',
      'EPIC Cranes',
    ]);
  });

  test('are stories below an epic with a colon', () => {
    const text =
      '# Harbour\n\n## Epic: Berths\n\n### Story Book one\n\nText.\n\n### Story Leave one\n\nText.\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Berths',
      'STORY Book one < Berths',
      'STORY Leave one < Berths',
    ]);
  });

  test.each([
    '### Feature Flags\n\nText.\n',
    '### Story Notes\n\nText.\n\n### Feature Flags\n\nText.\n',
    '### Feature Flags\n\nText.\n\n### Feature Toggles\n\nText.\n\n### Rollout\n\nText.\n',
  ])('are none where not all beside them are called so: “%s”', (inner) => {
    expect(treeOf(readingOf(`# Harbour\n\n## Epic: Berths\n\n${inner}`))).toEqual(['EPIC Berths']);
  });

  test('are features over headings with points', () => {
    const text =
      '# Harbour\n\n## 1 Feature Berths\n\n### 1.1 Book one [8 SP]\n\nText.\n\n## 2 Feature Cranes\n\n### 2.1 Hire one [3 SP]\n\nText.\n';
    expect(treeOf(readingOf(text))).toEqual([
      'FEATURE Berths',
      'STORY Book one < Berths',
      'FEATURE Cranes',
      'STORY Hire one < Cranes',
    ]);
  });
});

test('bold lines name epics behind the word alone over their stories', () => {
  const text = '# Harbour\n\n**Epic Berths**\n\n- Story: Book one\n\n**Epic Cranes**\n\n- Story: Hire one\n';
  expect(treeOf(readingOf(text))).toEqual([
    'EPIC Berths',
    'STORY Book one < Berths',
    'EPIC Cranes',
    'STORY Hire one < Cranes',
  ]);
});
