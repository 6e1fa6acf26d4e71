import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('tasks directly under an epic or a feature without stories are its stories', () => {
  test.each([
    '## Epic 1: Ferry\n\n### Tasks\n\n- Search\n- Book\n',
    '## Epic 1: Ferry\n\n### Tasks\n\n1. **Search**\n2. **Book**\n',
    '## Epic 1: Ferry\n\n### Tasks\n\n#### Search\n\nText.\n\n#### Book\n',
    '## Epic 1: Ferry\n\n**Tasks:**\n\n- [ ] Search\n- [ ] Book\n',
    '## Epic 1: Ferry\n\nTasks:\n1. `[x]` Search\n2. `[ ]` Book\n',
    '- Epic 1: Ferry\n  - Tasks:\n    - Search\n    - Book\n',
    '## Эпик 1. Ferry\n\n### Таски\n\n1) **Search**\n2) **Book**\n',
    '## Epic 1: Ferry\n\n### Sprint 1.1: Tickets\n*Status: Done*\n\n#### Tasks:\n- [x] **1.1.1** Search\n  - [x] By date\n\n### Sprint 1.2: Seats\n\n**Tasks:**\n- [ ] **1.2.1** Book\n',
  ])('%s', (text) => {
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['EPIC Ferry', 'STORY Search < Ferry', 'STORY Book < Ferry']);
    expect(itemTitled(reading, 'Book').labels).toEqual(['Task']);
  });

  test('beside epics that hold stories of their own too', () => {
    const text =
      '## Epic 1: Ferry\n\n### Tasks\n\n- Search\n- Book\n\n## Epic 2: Quay\n\n### Story 2.1: Moor\n\n### Tasks\n\n- Rope\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Ferry',
      'STORY Search < Ferry',
      'STORY Book < Ferry',
      'EPIC Quay',
      'STORY Moor < Quay',
    ]);
  });
});

describe('tasks are steps', () => {
  test.each([
    [
      'where the stories of the epic stand elsewhere',
      '## Epic 1: Ferry\n\n### Tasks\n\n- Search\n\n## Story 1.1: Book\n\nText.\n',
      ['EPIC Ferry', 'STORY Book < Ferry'],
    ],
    [
      'below sprints of an epic whose stories stand elsewhere',
      '## Epic 1: Ferry\n\n### Sprint 1: Tickets\n\n#### Tasks\n\n- Search\n\n## Story 1.1: Book\n\nText.\n',
      ['EPIC Ferry', 'STORY Book < Ferry'],
    ],
    [
      'of a feature with criteria',
      '## Feature 1: Ferry\n\n**Acceptance criteria:**\n\n- It floats\n\n**Tasks:**\n\n- Search\n- Book\n',
      ['FEATURE Ferry'],
    ],
  ])('%s', (_name, text, tree) => {
    expect(treeOf(readingOf(text))).toEqual(tree);
  });
});

test.each(['Tasks', 'Stories'])('labels behind a numbered entry below “%s” are of that entry', (heading) => {
  const text = `## Epic 1: Ferry\n\n### ${heading}\n\n1) **Search**\n- Acceptance criteria:\n  - By date\n  - By place\n- Points: 3\n\n2) **Book**\n- Acceptance criteria:\n  - With a card\n`;
  const reading = readingOf(text);
  expect(
    reading.items.map(({ title, storyPoints, acceptanceCriteria }) => [
      title,
      storyPoints,
      acceptanceCriteria,
    ]),
  ).toEqual([
    ['Ferry', null, []],
    ['Search', 3, ['By date', 'By place']],
    ['Book', null, ['With a card']],
  ]);
});

describe('a definition of done', () => {
  const criteriaOf = (text: string): readonly string[][] =>
    readingOf(text).items.map(({ acceptanceCriteria }) => [...acceptanceCriteria]);

  test('that is each story’s own is its criteria', () => {
    const text =
      '## Story 1: Search\n\n- DoD:\n  - By date\n  - By place\n\n## Story 2: Book\n\n**Definition of Done:**\n\n- With a card\n';
    expect(criteriaOf(text)).toEqual([['By date', 'By place'], ['With a card']]);
  });

  test.each([
    'Success criteria',
    'Exit criteria',
    'Erfolgskriterien',
    'Critères de succès',
    'Criterios de éxito',
    'Critérios de sucesso',
    'Criteri di successo',
    'Succescriteria',
    'Kryteria sukcesu',
    'Критерии успеха',
    'Başarı kriterleri',
    'Tiêu chí thành công',
    '成功标准',
    '成功基準',
    '성공 기준',
  ])('may be called “%s”', (label) => {
    const text = `# Epic: Harbour\n\n**${label}**\n\n- Fewer calls\n\n## Story 1: Search\n\n*${label}*\n- By date\n\n## Story 2: Book\n\n**${label}:**\n\n- With a card\n`;
    expect(criteriaOf(text)).toEqual([[], ['By date'], ['With a card']]);
  });

  test.each([
    ['that comes back', '**DoD:**\n\n- Reviewed\n', '**DoD:**\n\n- Reviewed\n'],
    ['that stands in one story', '', '**DoD:**\n\n- Reviewed\n'],
    ['below the stories', '', '## Definition of Done\n\n- Reviewed\n'],
  ])('%s is for all work', (_name, first, second) => {
    const text = `## Story 1: Search\n\n${first}\n## Story 2: Book\n\n${second}`;
    expect(criteriaOf(text)).toEqual([[], []]);
  });

  test('that is each epic’s own is its criteria', () => {
    const epic = (name: string, own: string): string =>
      `## Epic: ${name}\n\n**Success criteria:**\n\n- ${own}\n\n### Story: ${name} now\n\n`;
    expect(criteriaOf(epic('Search', 'Found at once') + epic('Book', 'Paid at once'))).toEqual([
      ['Found at once'],
      [],
      ['Paid at once'],
      [],
    ]);
    expect(criteriaOf(epic('Search', 'Fewer calls') + epic('Book', 'Fewer calls'))).toEqual([[], [], [], []]);
  });

  test('beside criteria tells more', () => {
    const text =
      '## Story 1: Search\n\n**Acceptance criteria:**\n\n- By date\n\n**Definition of Done:**\n\n- Reviewed\n\nText.\n';
    const [story] = readingOf(text).items;
    expect(story?.acceptanceCriteria).toEqual(['By date']);
    expect(story?.description).toContain('**Definition of Done:**\n\n- Reviewed');
  });
});

test.each([
  'List of features to be implemented',
  'Features to be implemented',
  'Zu implementierende Features',
])('entries below “%s” are features', (heading) => {
  const text = `# Harbour\n\n### ${heading}\n\n- [ ] Light the quay\n- [ ] Open the gate\n`;
  expect(treeOf(readingOf(text))).toEqual(['FEATURE Light the quay', 'FEATURE Open the gate']);
});

const harbour = (heading: string): string =>
  `# Backlog\n\n## Epic: Harbour\n\n### User stories\n\n- **US1**: As a skipper, I want to moor.\n\n### ${heading}\n\n- Light the quay at night\n- **Open the gate**: it opens to every skipper who has paid.\n`;

test.each([
  'Feature list',
  'Planned features',
  'New features',
  'Upcoming features',
  'Pending features',
  'Features to do',
  'Geplante Features',
  'Fonctionnalités planifiées',
  'Lista de funcionalidades',
])('what stands below “%s” is planned beside the stories of an epic', (heading) => {
  const features = ['FEATURE Light the quay at night < Harbour', 'FEATURE Open the gate < Harbour'];
  expect(treeOf(readingOf(harbour(heading)))).toEqual(expect.arrayContaining(features));
  expect(treeOf(readingOf(`# Backlog\n\n## ${heading}\n\n- Light the quay\n- Open the gate\n`))).toEqual([
    'FEATURE Light the quay',
    'FEATURE Open the gate',
  ]);
});

test.each(['Task list (to do)', 'Pending tasks'])('“%s” is work beside the stories of an epic', (heading) => {
  expect(treeOf(readingOf(harbour(heading))).slice(2)).toEqual([
    'STORY Light the quay at night < Harbour',
    'STORY Open the gate < Harbour',
  ]);
});

test.each(['Key features', 'Features', 'Dropped features', 'Tasks'])(
  '“%s” tells more of the epic beside its stories',
  (heading) => {
    expect(treeOf(readingOf(harbour(heading)))).toEqual([
      'EPIC Harbour',
      'STORY As a skipper, I want to moor. < Harbour',
    ]);
  },
);

test.each(['**Tasks:**\n\n', '##### Tasks\n\n', ''])(
  'entries that say that they are tasks are work of their feature also below %j',
  (label) => {
    const reading = readingOf(
      `### EPIC 1: Safety\n\n#### FEATURE 1.1: Limits\n\n**User stories:**\n\n1. As an admin I want to limit questions\n\n${label}- [x] Task: Count the questions\n  - **Files:** \`chat.ts\`\n- [ ] Task: Show the count\n  - **Files:** \`view.ts\`\n\n**Acceptance criteria:**\n\n- counted\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Safety',
      'FEATURE Limits < Safety',
      'STORY As an admin I want to limit questions < Limits',
      'STORY Count the questions < Limits',
      'STORY Show the count < Limits',
    ]);
    expect(reading.items.map(({ labels, status }) => [labels, status]).slice(3)).toEqual([
      [['Task'], 'Done'],
      [['Task'], null],
    ]);
  },
);

test.each(['Main tasks:', 'Attività principali:', 'Tarefas principais:', 'Wichtigste Aufgaben:'])(
  '“%s” of a sprint say in other words what the stories of the document are',
  (label) => {
    const reading = readingOf(
      `# Plan\n\n## Backlog\n\n### US-1 Row\n\nAs a rower, I want to row.\n\n### US-2 Sail\n\nAs a sailor, I want to sail.\n\n## Plan of the sprints\n\n### Sprint 1 – Boats\n\n${label}\n\n- rowing out;\n- sailing home.\n`,
    );
    expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Sail']);
  },
);

describe('tasks that are headings beside the one story of a document', () => {
  const story = '# Ferry\n\n## User Story\n\nAs a guest, I want to book, so that I have a seat.\n\n';
  const task = (count: number, title: string, text: string): string =>
    `### Task ${count}: ${title}\n\n${text}\n\n`;

  test('are work of their own where they have criteria', () => {
    const text = `${task(1, 'Draw the deck', '**Acceptance criteria:**\n- It is drawn')}${task(2, 'Count seats', 'All of them.')}`;
    const reading = readingOf(`${story}## Tasks\n\n${text}`);
    expect(treeOf(reading).slice(1)).toEqual(['STORY Draw the deck', 'STORY Count seats']);
    expect(itemTitled(reading, 'Draw the deck').acceptanceCriteria).toEqual(['It is drawn']);
  });

  test('are its steps elsewhere', () => {
    const text = `${task(1, 'Draw the deck', 'By hand.')}${task(2, 'Count seats', 'All of them.')}`;
    expect(treeOf(readingOf(`${story}## Tasks\n\n${text}`))).toHaveLength(1);
  });
});

describe('“Tasks” where no story is told', () => {
  const tasks = '## Tasks\n\n- [x] Paint the quay\n- [ ] Light the gate\n\n';

  test.each(['Gate repair tasks', 'Gate repair tasks (north)'])(
    'are planned beside such with a name: “%s”',
    (heading) => {
      const text = `# Checklist\n\n${tasks}## ${heading}\n\n- [ ] Mend the lock\n`;
      expect(treeOf(readingOf(text))).toEqual([
        'STORY Paint the quay',
        'STORY Light the gate',
        'STORY Mend the lock',
      ]);
    },
  );

  test('are steps below an item', () => {
    const text = `# Epic: Quay\n\n${tasks}## Story: Moor\n\nText.\n\n## Gate repair tasks\n\n- [ ] Mend the lock\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Quay', 'STORY Moor < Quay']);
  });
});

describe('“Tasks” in a document that plans nothing else', () => {
  const list = '* Mend the nets\n* Paint the quay\n* Count the ropes\n';

  test.each(['Tasks', 'Tasks (in no order)', 'Aufgaben'])(
    '“%s” lists its work, which is a guess',
    (heading) => {
      const reading = readingOf(`# Sprint planning\n\n## ${heading}\n\n${list}`);
      expect(reading.items.map(({ title }) => title)).toEqual([
        'Mend the nets',
        'Paint the quay',
        'Count the ropes',
      ]);
      expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual(
        Array.from({ length: 3 }, () => 'STORY_GUESSED'),
      );
    },
  );

  test('lists steps beside an epic whose stories stand elsewhere', () => {
    const text = `# Harbour\n\n## Epic 1: Quay\n\n### Story 1.1: Moor\n\n### Tasks\n\n${list}`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Quay', 'STORY Moor < Quay']);
  });
  test('may be those of an exercise beside other lists', () => {
    const text = `# Knots\n\n## Aims\n\n- Know the bowline\n- Know the reef knot\n\n## Tasks\n\n${list}`;
    expect(outcomeOf(text)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

describe('below milestones', () => {
  const milestone = (name: string, sign: string, gap: string): string =>
    [
      `${sign}Milestone M${name} — Boats ${name}`,
      `${sign === '' ? '' : '\n'}Deliverables`,
      `- A shed ${name}`,
      `${gap}Acceptance Criteria`,
      `- It is dry ${name}`,
      `${gap}Tasks`,
      `- Build the shed ${name}`,
      `- Paint the shed ${name}`,
      `${gap}Dependencies`,
      `- None\n\n`,
    ].join('\n');

  test.each([
    ['right below the entries before them', '', ''],
    ['apart from the entries before them', '', '\n'],
    ['below headings', '## ', '\n'],
  ])('labels of tasks, %s, list the plan, and criteria are the milestone’s', (_where, sign, gap) => {
    const reading = readingOf(`# Work\n\n${milestone('1', sign, gap)}${milestone('2', sign, gap)}`);
    expect(treeOf(reading)).toEqual([
      'STORY Build the shed 1',
      'STORY Paint the shed 1',
      'STORY Build the shed 2',
      'STORY Paint the shed 2',
    ]);
    expect(reading.items.flatMap(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([]);
  });
});

test.each(['Tasks set out for the crew to complete were:', 'Tasks that the crew has to complete are:'])(
  '“%s” lists tasks as “The tasks for this week:” does',
  (label) => {
    const text = `# Product backlog\n\n__Week 1__\n\nThe tasks for this week:\n* Draw the quay\n* Paint it\n\n__Week 2__\n\n${label}\n* Light the gate\n* Open it\n`;
    expect(treeOf(readingOf(text))).toEqual(
      ['Draw the quay', 'Paint it', 'Light the gate', 'Open it'].map((name) => `STORY ${name}`),
    );
  },
);

test('a name in a list of stories that begins with a word for a time names one', () => {
  const text =
    '# Stories\n\n- tide-table\n- version-history — Undo it\n- Week-view of tides\n- Sprint 1: tide-table\n';
  expect(treeOf(readingOf(text))).toEqual([
    'STORY tide-table',
    'STORY version-history — Undo it',
    'STORY Week-view of tides',
  ]);
});

test('each box of a list of tasks is one, whatever stands before its colon', () => {
  const text =
    '# Plan\n\n## Sprint 1 – Harbour\n\n### Tasks\n\n- [x] Pages: home, map\n- [x] Components: `Hero`, `Berth`\n- [ ] Draw the map\n\n## Sprint 2 – Fees\n\n### Tasks\n\n- [ ] Count fees\n';
  expect(treeOf(readingOf(text)).join()).toContain('STORY Components: Hero, Berth');
});

describe('headings below “Feature list” that part others with numbers', () => {
  const feature = (name: string, field: string): string => `#### ${name}\n${field}\n\nFor all boats.\n\n`;
  const list = (names: readonly string[], field = '**Priority**: High'): string =>
    `# Harbour\n\n## Feature list\n\n### Basics\n\n${names
      .slice(0, 2)
      .map((name) => feature(name, field))
      .join('')}### Extras\n\n${names
      .slice(2)
      .map((name) => feature(name, field))
      .join('')}`;

  test('name none where these are counted through', () => {
    expect(treeOf(readingOf(list(['1. Berth map', '2. Tides', '3. Webcam'])))).toEqual([
      'FEATURE Berth map',
      'FEATURE Tides',
      'FEATURE Webcam',
    ]);
  });

  test.each([
    ['each of them begins anew', list(['1. Berth map', '2. Tides', '1. Webcam'])],
    ['what is counted has no fields', list(['1. Berth map', '2. Tides', '3. Webcam'], 'It helps.')],
  ])('are the features where %s', (_name, text) => {
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Basics', 'FEATURE Extras']);
  });
});

test('what people are asked to do in the minutes of a meeting is no work of the plan', () => {
  const text =
    '# Refinement\n\n## Stories\n\n### Story: Pay\n\n### Story: Leave\n\n## Tasks\n\n- [ ] @ann asks the bank\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Pay', 'STORY Leave']);
});
