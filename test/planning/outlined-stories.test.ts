import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const sentence = (wish: string): string => `As a reader, I want to ${wish}, so that I can read on.`;

test.each([
  ['in one paragraph', '\n'],
  ['as a paragraph of its own', '\n\n'],
])('a line with a number of the outline names the story that is told below it: %s', (_, gap) => {
  const reading = readingOf(
    `# Plan\n\n**Epic 1: Lending**\n\n1.1 *Lend a book* [5]${gap}${sentence('lend')}\n\nAcceptance criteria\n- It is noted\n\n1.2 *Extend a loan* [2] (plus three hours of Ann)${gap}${sentence('extend')}\n\n**Epic 2: Fees**\n\n2.1 *Pay a fee* [3]${gap}${sentence('pay')}\n`,
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Lending',
    'STORY Lend a book < Lending',
    'STORY Extend a loan < Lending',
    'EPIC Fees',
    'STORY Pay a fee < Fees',
  ]);
  expect(itemTitled(reading, 'Lend a book')).toMatchObject({
    storyPoints: 5,
    acceptanceCriteria: ['It is noted'],
  });
  expect(itemTitled(reading, 'Extend a loan')).toMatchObject({ storyPoints: 2 });
  expect(itemTitled(reading, 'Extend a loan').description).toContain('plus three hours of Ann');
});

test.each([
  ['over its sentence', ''],
  ['over a label', 'Story:\n'],
])('plain lines with numbers of an outline name features and their stories: %s', (_, label) => {
  const story = (title: string, wish: string): string =>
    `${title}\r\n${label}${sentence(wish)}\n\nAcceptance Criteria:\n\nIt works for ${wish}.\n\nIt is noted.\n\n`;
  const reading = readingOf(
    `1. Accounts\n${story('1.1 Join the library(Done)', 'join')}${story('1.2 Leave the library', 'leave')}2. Books (done)\n${story('2.1 Lend a book', 'lend')}`,
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Accounts',
    'STORY Join the library < Accounts',
    'STORY Leave the library < Accounts',
    'FEATURE Books',
    'STORY Lend a book < Books',
  ]);
  expect(itemTitled(reading, 'Join the library')).toMatchObject({
    status: 'Done',
    acceptanceCriteria: ['It works for join.', 'It is noted.'],
  });
  expect(itemTitled(reading, 'Lend a book').description).toBe(sentence('lend'));
});

test('a numbered line behind the last criterion of a list names the next story', () => {
  const reading = readingOf(
    `1.1 Join\nUser story: ${sentence('join')}\n\nAcceptance criteria:\n1. It works\n2. It is noted\n1.2 Leave\nUser story: ${sentence('leave')}\n\nAcceptance criteria:\n1. It is noted\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Join', 'STORY Leave']);
  expect(itemTitled(reading, 'Join').acceptanceCriteria).toEqual(['It works', 'It is noted']);
  expect(itemTitled(reading, 'Leave').acceptanceCriteria).toEqual(['It is noted']);
});

test('the only numbered line of a document names its story and is no title', () => {
  expect(treeOf(readingOf(`1.1 Join\n${sentence('join')}\n`))).toEqual(['STORY Join']);
});

test('a numbered line over other text names nothing', () => {
  const reading = readingOf(
    `# Plan\n\n## Story: Lend a book\n\n${sentence('lend')}\n\n1.1 Ground rules\n\nNobody pays.\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Lend a book']);
});

describe('in a backlog of checkboxes', () => {
  const tree = (rest: string): string[] =>
    treeOf(
      readingOf(
        `# Harbour product backlog\n\n## Sprint 1\n\n- [ ] Paint the quay\n- [ ] Hang lamps\n\n${rest}`,
      ),
    );

  test('“Stretch goals” hold things to do', () => {
    expect(tree('## Stretch goals\n\n- [ ] Open the gate\n- [ ] Sell maps\n')).toHaveLength(4);
  });

  test('what is to be written for others is a thing to do', () => {
    expect(tree('- [ ] Test cases for all rules of the harbour\n- [ ] Sell maps\n')).toContain(
      'STORY Test cases for all rules of the harbour',
    );
  });
});

test.each([
  'Required resources',
  'Reference links',
  'Cautions',
  'Conclusion',
  'Decisions to make',
  'What will not be implemented',
  'Erforderliche Ressourcen',
  'Fazit',
  'Points de vigilance',
  'Décisions à arbitrer',
  'Recursos necesarios',
  'Conclusiones',
  'Considerações finais',
  'Risorse necessarie',
  'Aandachtspunten',
  'Przydatne linki',
  'Полезные ссылки',
  'Не входит в MVP',
  'Dikkat edilecekler',
  'Kết luận',
  '注意事项',
  '暂不实现',
  '参考リンク',
  '必要なリソース',
  'MVPで実装しない機能',
  '주의사항',
  '구현하지 않는 기능',
])('“%s” in an outline lists nothing to do', (heading) => {
  const list = (name: string, ...entries: string[]): string =>
    `## ${name}\n\n${entries.map((entry) => `- ${entry}\n`).join('')}\n`;
  const plan = list('Server', '[ ] Order a machine', '[ ] Install the system');
  const network = list('Network', '[ ] Pull a cable', '[ ] Open the port');
  const others = list(heading, 'Keep the keys apart', 'Ask the office first');
  const reading = readingOf(`# Move to the new house\n\n${plan}${network}${others}`);
  expect(reading.items.map(({ title }) => title)).toEqual([
    'Server',
    'Order a machine',
    'Install the system',
    'Network',
    'Pull a cable',
    'Open the port',
  ]);
});

test.each(['Umzug ins neue Haus', 'TODO:'])(
  'where boxes are to be ticked off, lists without one say with what and at what cost: “%s”',
  (title) => {
    const text = `# ${title}

## Arbeitsplan

### Phase 1: Vorbereitung (halber Tag)
- [ ] **Server bestellen**
  - [ ] Angebote holen
- [ ] **Adressen sichern**
- [ ] **Zugänge sperren**

### Phase 2: Aufbau (1 Tag)
- [ ] **Netz legen**
- [ ] **Geräte aufstellen**
- [ ] **Sicherung prüfen**

## Kosten senken
- Kein zweiter Anschluss
- Alte Schränke nutzen

### Gutes Material
- Handbuch der Geräte
- Anleitung zum Netz
`;
    expect(readingOf(text).items.flatMap(({ kind, title }) => (kind === 'STORY' ? [title] : []))).toEqual([
      'Server bestellen',
      'Adressen sichern',
      'Zugänge sperren',
      'Netz legen',
      'Geräte aufstellen',
      'Sicherung prüfen',
    ]);
  },
);
