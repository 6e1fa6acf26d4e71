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
