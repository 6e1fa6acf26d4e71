import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const plan = '## User stories\n\n### US-1 Pay\n\nAs a guest, I want to pay.\n';

describe('a heading over how stories are written lists none', () => {
  test.each([
    'Structure of user stories',
    'Structure des User Stories',
    'Formato de las historias de usuario',
    'Formato delle storie utente',
    'Regras das histórias de usuário',
    'Struktura historyjek użytkownika',
    'Правила пользовательских историй',
    'Общая модель истории',
    'User-Story-Vorlage',
    'Kullanıcı hikayesi formatı',
    '用户故事格式',
    'ユーザーストーリーの形式',
    '사용자 스토리 형식',
  ])('%s', (heading) => {
    const reading = readingOf(
      `# User stories\n\n## ${heading}\n\n- one sentence\n- a priority\n\n### Standard\n\nSay who wants what.\n\n${plan}`,
    );
    expect(treeOf(reading)).toEqual(['STORY Pay']);
  });

  test('but “Epic structure” may list epics', () => {
    expect(treeOf(readingOf('# Plan\n\n## Epic structure\n\n- Boats\n- Sails\n'))).toEqual([
      'EPIC Boats',
      'EPIC Sails',
    ]);
  });
});

test.each([
  '- **P1**: Blocks the launch\n- **P2**: Nice to have\n',
  '- **XS**: 1-2 days\n- **S**: 3-5 days\n- **XL**: 1 month\n',
])('a list that says what priorities or sizes mean holds no items: %j', (legend) => {
  expect(treeOf(readingOf(`# Backlog\n\n## User stories\n\n${legend}\n### US-1 Pay\n`))).toEqual([
    'STORY Pay',
  ]);
});

test.each([
  'Test scenarios',
  'Testszenarien',
  'Scénarios de tests',
  'Escenarios de prueba',
  'Cenários de teste',
  'Scenari di test',
  "Testscenario's",
  'Scenariusze testowe',
  'Тестовые сценарии',
  'Test senaryoları',
  'Kịch bản kiểm thử',
  '测试场景',
  'テストシナリオ',
  '테스트 시나리오',
])('“%s” end the criteria above them', (label) => {
  const reading = readingOf(
    `## US-1: Pay\n\n- **Acceptance criteria**:\n  - paid\n- **${label}** :\n  - Pay with no money\n`,
  );
  expect(reading.items[0]?.acceptanceCriteria).toEqual(['paid']);
});
