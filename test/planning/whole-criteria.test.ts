import { expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

test.each([
  'Acceptance criteria for the project',
  'Acceptance criteria of the product',
  'Project acceptance criteria',
  'Acceptance criteria for the sprint',
  'Acceptance criteria for Sprint 3',
  'Acceptance criteria Sprint 3',
  'Akzeptanzkriterien für das Projekt',
  'Akzeptanzkriterien des Projekts',
  "Critères d'acceptation du projet",
  'Criterios de aceptación del proyecto',
  'Criteri di accettazione del progetto',
  'Critérios de aceitação do projeto',
  'Acceptatiecriteria voor het project',
  'Kryteria akceptacji projektu',
  'Критерии приёмки проекта',
  'Proje kabul kriterleri',
  'Tiêu chí chấp nhận của dự án',
  '项目的验收标准',
  'プロジェクトの受け入れ基準',
  '프로젝트의 인수 기준',
])('“%s” are those of the document’s item', (label) => {
  for (const head of [`**${label}**`, `## ${label}`, `**${label}:**`]) {
    const reading = readingOf(
      `# Epic: Shop\n\n${head}\n\n- It sells\n\n## Story: Pay\n\n${head}\n\n- It pays\n`,
    );
    expect(itemTitled(reading, 'Shop').acceptanceCriteria).toEqual(['It sells', 'It pays']);
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual([]);
    expect(reading.warnings).toEqual([]);
  }
});

test.each(['Definition of Done Sprint 3', 'Definition of done for sprint 3'])(
  '“%s” ends a list of stories, and lists none',
  (label) => {
    const text = `# Plan\n\n## User stories\n\n- Moor\n- Sail\n\n**${label}**:\n- [ ] Bugs are closed\n- [ ] A demo was held\n`;
    expect(readingOf(text).items.map(({ title }) => title)).toEqual(['Moor', 'Sail']);
  },
);

test('where no item is above a story, nothing has them', () => {
  const reading = readingOf(
    '# Plan\n\n## Story: Pay\n\n**Acceptance criteria for the project**\n\n- It sells\n',
  );
  expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual([]);
});

test.each(['Release criteria', 'Project', 'Search criteria for the product list'])(
  '“%s” are none of the project',
  (heading) => {
    const reading = readingOf(`# Epic: Shop\n\n## ${heading}\n\n- It sells\n`);
    expect(itemTitled(reading, 'Shop').acceptanceCriteria).toEqual([]);
  },
);

test.each(['Acceptance of the enabler', 'Acceptance criteria of the story', 'Aceite do enabler'])(
  '“%s: …” gives those of the item around it, also where the lines are wrapped',
  (label) => {
    const text = `# Plan\n\n## Enabler: Set up\n\n${label}: the pipeline is green; the demo is deployed to the\ntest system; the model is made\nby migration\n`;
    expect(readingOf(text).items[0]?.acceptanceCriteria).toEqual([
      'the pipeline is green',
      'the demo is deployed to the test system',
      'the model is made by migration',
    ]);
  },
);
