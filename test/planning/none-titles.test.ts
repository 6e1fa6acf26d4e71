import { describe, expect, test } from 'vitest';
import { saysNone } from '../../src/planning/lines/none-titles.ts';
import { readingOf, treeOf } from './reading.ts';

describe('what says that there is none is no title', () => {
  test.each([
    'none',
    'none this PI',
    'None planned yet',
    'no stories in this sprint',
    'no load',
    'keine Kapazität',
    'keine in diesem PI',
    'Noch keine geplant',
    'aucune pour le moment',
    'aucun prévu cette itération',
    'ninguna en esta iteración',
    'nenhuma neste sprint',
    'nessuna in questo sprint',
    'geen in deze sprint',
    'brak w tym sprincie',
    'нет в этом спринте',
    'bu sprintte yok',
    'không có trong sprint này',
    '本迭代无',
    '目前没有',
    '今期はなし',
    'なし（次のPIで検討）',
    '이번 스프린트에는 없음',
    'none (see PI 28)',
  ])('“%s”', (title) => {
    expect(saysNone(title)).toBe(true);
    const text = `# Plan\n\n## Features\n\n### FEAT-1 Berth\n\n## Feature: ${title}\n\n## Epics\n\n- Epic: ${title}\n- ${title}\n`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Berth']);
  });

  test.each([
    'No release without tests',
    'Keine doppelten Buchungen',
    'Kein Verlust von Daten',
    'Nonessential cookies',
    'Aucune perte de données',
    'No step left',
    'Нет связи',
    '無線接続',
    'None of the above as an answer',
    'Non-functional requirements',
    'Requisiti non funzionali',
  ])('“%s” is one', (title) => {
    expect(saysNone(title)).toBe(false);
    expect(treeOf(readingOf(`# Plan\n\n## Story: ${title}\n\nText.\n`))).toEqual([`STORY ${title}`]);
  });

  test('and what stands below its heading is read', () => {
    expect(treeOf(readingOf('# Epic: none this PI\n\n## Story: Pay\n'))).toEqual(['STORY Pay']);
  });
});
