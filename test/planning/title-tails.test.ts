import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

describe('a measure ends a title, and behind it may stand', () => {
  test.each([
    ['a remark', 'Lend a bike - 8 points, Aisha will own it', 8, 'Aisha will own it'],
    ['a remark in brackets', 'Lend a bike – 8 SP (Ann)', 8, 'Ann'],
    ['a remark behind brackets', 'Lend a bike [8 SP] - needs a lock', 8, 'needs a lock'],
    ['a remark among brackets', 'Lend a bike (8 Punkte, Jana)', 8, 'Jana'],
    ['a remark behind an arrow', 'Lend a bike (8 pts) → moved to Q3', 8, 'moved to Q3'],
    ['a sentence', 'Lend a bike (8 SP). The member enters a code.', 8, 'The member enters a code.'],
    ['a remark behind a sentence', 'Lend a bike. (8 points) half done', 8, 'half done'],
    ['criteria', 'Lend a bike (8 SP). AC: the lock opens', 8, ''],
    ['nothing', 'Lend a bike, 8 points', 8, ''],
    ['a remark in French', 'Lend a bike, 8 points, à valider', 8, 'à valider'],
    ['a remark in Japanese', 'Lend a bike（8pt、田中）', 8, '田中'],
    ['a field', 'Lend a bike - 8 SP - Owner: Ann', 8, ''],
  ])('%s', (_name, entry, points, description) => {
    for (const item of [
      itemTitled(readingOf(`# Epic: Club\n\n## Stories\n\n- ${entry}\n- Other\n`), 'Lend a bike'),
      itemTitled(readingOf(`# Epic: Club\n\n- Story: ${entry}\n`), 'Lend a bike'),
      itemTitled(
        read(outcomeOfStorage(`<h1>Epic: Club</h1><h2>Story 1.1: ${entry}</h2><p></p>`)),
        'Lend a bike',
      ),
    ])
      expect(item).toMatchObject({ storyPoints: points, description });
  });

  test.each([
    ['Lend (2 SP) in review @ann', 'in review'],
    ['Lend (2 SP) BLOCKED by legal', 'BLOCKED'],
    ['Lend, 2 SP, in Arbeit', 'in Arbeit'],
    ['Lend - 2 pts - dropped', 'dropped'],
    ['Lend — 2 pts ❌ cancelado', 'cancelado'],
  ])('a status: “%s”', (entry, status) => {
    const item = itemTitled(readingOf(`# Epic: Club\n\n- Story: ${entry}\n`), 'Lend');
    expect(item).toMatchObject({ storyPoints: 2, status });
  });

  test.each(['(diferido)', '– Diferido', '(différé)', '(rimandato)', '(pospuesta)'])(
    '“%s” alone as well',
    (status) => {
      expect(
        treeOf(readingOf(`# Club\n\n### TASK-8 — Lend\n\nText.\n\n### TASK-9 — Pay ${status}\n\nText.\n`)),
      ).toEqual(['STORY Lend', 'STORY Pay']);
      expect(treeOf(readingOf('# Club\n\n## Stories\n\n- Pago diferido\n'))).toEqual(['STORY Pago diferido']);
    },
  );

  test.each(['@mention', '@Mentions', '@all'])('is no “%s”, which calls nobody by name', (handle) => {
    const title = `Notice when one gets ${handle}`;
    expect(treeOf(readingOf(`# Club\n\n## Stories\n\n- ${title}\n`))).toEqual([`STORY ${title}`]);
  });

  test('is followed by no badge', () => {
    const text = '# Club\n\n## Story 1.1 - Lend a bike ⭐ RECOMMENDED\n\n## Story 1.2 - Sign in 🔐 SSO\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Lend a bike', 'STORY Sign in 🔐 SSO']);
    expect(itemTitled(readingOf(text), 'Lend a bike').description).toBe('RECOMMENDED');
  });

  test.each(['~1 hour', 'ca. 2 Tage', '~ 3 h'])('a rough time: “%s”', (time) => {
    expect(itemTitled(readingOf(`# Epic: Club\n\n- Story: Lend — ${time}\n`), 'Lend')).toMatchObject({
      attributes: { Estimate: time },
    });
  });

  test('whatever tells the story', () => {
    const text =
      '# Epic: Club\n\n1. **As a member I want news so that I miss nothing** - 8 points, Aisha will own\n2. As a member I want it faster - 5 points, @hugo\n';
    expect(readingOf(text).items.slice(1)).toMatchObject([
      { title: 'As a member I want news so that I miss nothing', storyPoints: 8 },
      { title: 'As a member I want it faster', storyPoints: 5, attributes: { Owner: '@hugo' } },
    ]);
  });

  test('so that entries without a mark are stories beside their like', () => {
    const text =
      '# Epic: Club\n\n- Gift points to a friend [3 SP] - nice to have\n- Split bills (5 SP), needs legal\n- Round up - 2 SP (Ann)\n- Export, 3 points\n- Total - 13 points (all of it)\n';
    expect(readingOf(text).items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
      ['Club', null],
      ['Gift points to a friend', 3],
      ['Split bills', 5],
      ['Round up', 2],
      ['Export', 3],
    ]);
  });
});

test.each(['3 SP: Print', '[3 SP] Print', '3 Punkte - Print'])(
  'a measure may stand in front: “%s”',
  (entry) => {
    const reading = readingOf(`# Epic: Club\n\n## Stories\n\n- ${entry}\n- Story: ${entry}er\n`);
    expect(reading.items.slice(1)).toMatchObject([
      { title: 'Print', storyPoints: 3 },
      { title: 'Printer', storyPoints: 3 },
    ]);
  },
);

test.each([
  'Earn 5 points, 10 points or 20 points per visit',
  'Level up at 500 points, then get a badge',
  'Level up - 500 points, then get a badge',
  'Give a bonus (5 points) for each review',
  'Filter by low, medium, high',
  'Print labels, 2 per page',
])('numbers and words of the title itself stay: “%s”', (entry) => {
  const reading = readingOf(`# Epic: Club\n\n## Stories\n\n- ${entry}\n- Other\n`);
  expect(itemTitled(reading, entry).storyPoints).toBeNull();
});

test('entries that only speak of points are no stories', () => {
  const text =
    '# Epic: Club\n\n- Team A (40 points) starts with login\n- Members collect points: 5 points, 10 points or more\n- Sprint 3 - 20 points, ends Friday\n';
  expect(readingOf(text).items).toHaveLength(1);
});

test.each(['(est. 8)', '(est 8)', '– est. 8'])('“%s” behind a title gives points', (tail) => {
  const { items } = readingOf(`# Pier\n\n- Story: Pay at once ${tail}\n- Story: Pay later\n`);
  expect(items[0]).toMatchObject({ title: 'Pay at once', storyPoints: 8 });
});

test('an arrow behind an estimate leads to a remark', () => {
  const { items } = readingOf(
    '# Pier\n\n- Story: Pay at once (8) <- needs legal ok!!\n- Story: Pay later (5)\n- Story: Show a <- b [3] ← ask Ann\n',
  );
  expect(items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
    ['Pay at once', 8],
    ['Pay later', 5],
    ['Show a <- b', 3],
  ]);
  expect(items[0]?.description).toContain('needs legal ok!!');
});

test('a number of the tracker behind a title is its reference', () => {
  const text =
    '# Epic: Offline\n\n## User stories\n\n- [x] Read articles #1203 — 5 pts\n- [ ] Show a banner #1204\n- [ ] Fix the crash of issue #1205\n- [ ] Rent locker #5\n';
  expect(readingOf(text).items.slice(1)).toMatchObject([
    { title: 'Read articles', storyPoints: 5, attributes: { Reference: '#1203' } },
    { title: 'Show a banner', attributes: { Reference: '#1204' } },
    { title: 'Fix the crash of issue #1205', attributes: {} },
    { title: 'Rent locker #5', attributes: {} },
  ]);
});

test.each([
  ['Estimate: M (5)', 5, {}, []],
  ['Schätzung: L = 8', 8, {}, []],
  ['**Points:** 8 (Ann: 5, Bo: 13)', 8, {}, []],
  ['Estimation: 3-5 points', null, { Estimation: '3-5 points' }, ['POINTS_NOT_READ']],
  ['Estimate: M', null, { Estimate: 'M' }, []],
])('“%s” gives %s points', (line, points, attributes, codes) => {
  const item = itemTitled(readingOf(`# Epic: Club\n\n## Story: Lend\n\n${line}\n`), 'Lend');
  expect(item).toMatchObject({ storyPoints: points, attributes });
  expect(item.warnings.map(({ code }) => code)).toEqual(codes);
});

describe('what is struck through', () => {
  test.each([
    ['- ~~**História:** Ver a velocidade — 2 pts~~ ❌ cancelado', 'Ver a velocidade', 'cancelado'],
    ['- ~~Story: Ver a velocidade (2 SP)~~ → moved to Q3', 'Ver a velocidade', 'Struck through'],
    ['- ~~Story: Ver a velocidade~~ - 2 pts - dropped', 'Ver a velocidade', 'dropped'],
    ['## ~~Story: Ver a velocidade (2 SP)~~', 'Ver a velocidade', 'Struck through'],
    ['- Story: Ver a velocidade (2 SP)', 'Ver a velocidade', null],
  ])('says so of an item: “%s”', (line, title, status) => {
    const item = itemTitled(readingOf(`# Epic: Club\n\n${line}\n`), title);
    expect(item).toMatchObject({ storyPoints: 2, status });
  });

  test('is no part of a value or of a text that goes on', () => {
    const reading = readingOf(
      '# Epic: Club\n\n## Story: Support ~~IE11 and~~ Edge\n\nPoints: ~~8~~ 5\n\n## Story: Print\n\n| Priority | Points |\n|---|---|\n| High | ~~8 SP~~ 3 SP |\n',
    );
    expect(reading.items.slice(1)).toMatchObject([
      { title: 'Support Edge', storyPoints: 5, status: null },
      { title: 'Print', storyPoints: 3, status: null },
    ]);
    const page = read(
      outcomeOfStorage('<h1>Epic: Club</h1><h2>Story: Pay</h2><p>Points: <del>8</del> 5</p>'),
    );
    expect(itemTitled(page, 'Pay').storyPoints).toBe(5);
  });
});

describe('a status behind a title', () => {
  test.each([
    'ЗАВЕРШЕНО',
    'завершён',
    'выполнены',
    'zakończony',
    'wdrożona',
    'terminées',
    'finalizados',
    'concluídas',
    'completati',
  ])('is read in any gender and number: “%s”', (status) => {
    expect(readingOf(`# Epic 1: Checkout ✅ ${status}\n`).items).toMatchObject([
      { title: 'Checkout', status },
    ]);
  });
});

test.each([
  ['Pay (G1, G2 · Customer value · Priority 6)', { priority: 4, description: 'G1, G2 · Customer value' }],
  ['Pay (Technical value · before US6)', { description: 'Technical value · before US6' }],
  ['Pay (incomplete)', { status: 'incomplete' }],
  ['Pay – not estimated, Ann had left', { storyPoints: null, description: 'Ann had left' }],
  ['Pay - nicht geschätzt', { storyPoints: null }],
  ['Pay, 5 pts', { storyPoints: 5 }],
  ['Pay (начало)', {}],
])('“%s” is called “Pay”', (title, said) => {
  const reading = readingOf(`# Epic: Shop\n\n## Story: ${title}\n\n## Story: Ship\n`);
  expect(itemTitled(reading, 'Pay')).toMatchObject(said);
});

test('brackets between a bold title and its sentence are no part of it', () => {
  const reading = readingOf(
    '# Epic: Shop\n\n- **Pay** (optional): As a guest, I want to pay by card.\n- **Ship**: As a guest, I want to have it sent.\n',
  );
  expect(itemTitled(reading, 'Pay').priority).toBe(4);
});

test.each(['Finalized stories', 'User stories', 'Histoires finales'])(
  'what stands below an epic is no part of its name: “%s”',
  (behind) => {
    const text = `# Epic 1: The foundation - ${behind}\n\n## Stories for Epic 1: The foundation\n\n### S0: Pay\n\n### S1: Sell\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC The foundation',
      'STORY Pay < The foundation',
      'STORY Sell < The foundation',
    ]);
  },
);

describe('a bold mark and title end the title, and behind them may stand', () => {
  test.each([
    [
      '**US-7 — Pay by card** *(Extension).* As a guest, I want to pay by card.',
      '(Extension). As a guest, I want to pay by card.',
    ],
    ['**US-7 — Pay by card.** *(`shop/pay.ts`)*', '(shop/pay.ts)'],
    ['**US-7 — Pay by card.** ⭐ The heart of the shop.', '⭐ The heart of the shop.'],
    ['**US-7 Pay by card [M]** (optional) — a terminal at the desk', 'a terminal at the desk'],
    ['**US-7 Pay by card** (Issue 4) — a terminal at the desk', '(Issue 4) — a terminal at the desk'],
  ])('“%s”', (entry, description) => {
    const reading = readingOf(`## User stories\n\n- ${entry}\n- **US-8 — Ship.**\n`);
    expect(reading.items[0]).toMatchObject({ key: 'US-7', description });
    expect(reading.items[0]?.title.replace('.', '')).toBe('Pay by card');
  });

  test('what it depends on, in brackets', () => {
    const reading = readingOf(
      '## User stories\n\n- **US-16 Token store**\n- **US-18 tokenService split + API [M]** (depends on: US-16) — search, tags\n',
    );
    const store = itemTitled(reading, 'Token store');
    expect(itemTitled(reading, 'tokenService split + API')).toMatchObject({
      dependsOn: [store.id],
      description: 'search, tags',
    });
  });
});

test('brackets alone behind a bold title are part of it', () => {
  const reading = readingOf('## User stories\n\n- **US-7 Pay** (by card)\n- **US-8 Ship**\n');
  expect(itemTitled(reading, 'Pay (by card)').key).toBe('US-7');
});

describe('points that are still open', () => {
  test.each([
    'Print – ? pts',
    'Print (? pts)',
    'Print (? SP)',
    'Print - ? points',
    'Print, ? pts',
    'Print [?? Punkte]',
    'Print (? SP, high)',
    'Print – TBD pts',
    'Print – SP: ?',
    'Print (x pts)',
    'Print（？点）',
    'Print (? балла)',
    'Print (n. n. b.)',
    'Print (noch zu schätzen)',
    'Print (non chiffrée)',
    'Print (未見積もり)',
    'Print（待估算）',
  ])('are no part of the title: “%s”', (entry) => {
    const reading = readingOf(`# Epic: Club\n\n## Stories\n\n- US-1: ${entry}\n- US-2: Lend – 3 pts\n`);
    expect(reading.items[1]).toMatchObject({ title: 'Print', storyPoints: null, attributes: {} });
  });

  test.each(['Where are my points?', 'Win - or lose?', 'Collect (or spend) points', 'Why - x or y'])(
    'are not what a title asks: “%s”',
    (entry) => {
      const reading = readingOf(`# Epic: Club\n\n## Stories\n\n- US-1: ${entry}\n- US-2: Lend\n`);
      expect(reading.items[1]?.title).toBe(entry);
    },
  );

  test('may stand in a line or an entry of their own', () => {
    const list = readingOf('# Epic: Club\n\n## Story: Lend\n\n- ? points\n- Text\n');
    expect(itemTitled(list, 'Lend')).toMatchObject({
      attributes: {},
      storyPoints: null,
      description: '- Text',
    });
  });
});

describe('behind the title of a heading', () => {
  test.each([
    ['Log in ✅ 100%', 'Done', { Progress: '100%' }],
    ['Log in 🟡 82 %', null, { Progress: '82 %' }],
    ['Log in (40% done)', '40% done', {}],
    ['Log in [x]', 'Done', {}],
    ['Log in [ ]', null, {}],
  ])('how much is done is no part of it: “%s”', (title, status, attributes) => {
    for (const mark of ['Epic: ', 'US-7: '])
      expect(itemTitled(readingOf(`# Plan\n\n## ${mark}${title}\n`), 'Log in')).toMatchObject({
        status,
        attributes,
      });
  });

  test.each(['Reach 100%', 'Down payment (30%)', 'Discount: 20%'])(
    'a share that it is about stays: “%s”',
    (title) => {
      expect(treeOf(readingOf(`# Plan\n\n## US-7: ${title}\n`))).toEqual([`STORY ${title}`]);
    },
  );
});

test.each([
  '⚠️ FUTURE',
  '🚧 Coming soon',
  '🔮 Zukünftig',
  '⏳ À venir',
  '📌 Futuro',
  '🔮 将来',
  '(FUTURE)',
  '[COMING SOON]',
])('what is still to come is no part of a title: “%s”', (tail) => {
  const reading = readingOf(`# Epics\n\n### Epic 1: Berths ${tail}\n\n### Epic 2: Signs (Future)\n`);
  expect(treeOf(reading)).toEqual(['EPIC Berths', 'EPIC Signs (Future)']);
  expect(itemTitled(reading, 'Berths').status).not.toBeNull();
});

describe('a field behind a dash ends a title', () => {
  test.each([
    ['Lend a bike — *Owner: Ann, workshop*', { attributes: { Owner: 'Ann, workshop' } }],
    ['Lend a bike - Owner: Ann', { attributes: { Owner: 'Ann' } }],
    ['Lend a bike | Assignee: Ann', { attributes: { Assignee: 'Ann' } }],
    ['Lend a bike – Zuständig: Jana', { attributes: { Zuständig: 'Jana' } }],
    ['Lend a bike — Labels: lock, key', { labels: ['lock', 'key'] }],
    ['Lend a bike — Status: Done', { status: 'Done' }],
  ])('“%s”', (entry, said) => {
    for (const text of [`- [ ] ${entry}\n`, `- Story: ${entry}\n`, `### US-7 ${entry}\n`])
      expect(itemTitled(readingOf(`# Epic: Club\n\n## Stories\n\n${text}`), 'Lend a bike')).toMatchObject(
        said,
      );
  });

  test.each(['Lend a bike — Part two: locks', 'Lend — see the shed', 'Lend a bike — Owner'])(
    'and nothing else does: “%s”',
    (title) => {
      const reading = readingOf(`# Epic: Club\n\n## Stories\n\n- ${title}\n`);
      expect(reading.items.at(-1)?.title).toBe(title);
    },
  );
});

test.each([
  '(5 stories)',
  '— 5 stories',
  '(5 Stories)',
  '(5 user stories)',
  '(5 задач)',
  '（5 故事）',
  '(5 Aufgaben, 8 SP)',
])('a number of what stands below is no part of a title: “%s”', (tail) => {
  const reading = readingOf(
    `# Club\n\n**Epic 1: Boats** ${tail}\n\n**Epic 2: Crew** (5 boats)\n\n### Story 1.1: Lend\n`,
  );
  expect(treeOf(reading)).toEqual(['EPIC Boats', 'EPIC Crew (5 boats)', 'STORY Lend < Boats']);
  expect(Object.values(itemTitled(reading, 'Boats').attributes)).toEqual(['5']);
});

test.each([
  'Show the risk of a boat (Low / Medium / High)',
  'Filter tickets by priority (high, low)',
  'Ver el riesgo del barco (Bajo / Medio / Alto)',
])('several levels in brackets are a choice, and no priority: %s', (title) => {
  const [story] = readingOf(`# Plan\n\n## Story 1: ${title}\n\n## Story 2: Sail (must, high)\n`).items;
  expect(story).toMatchObject({ title, priority: null });
});

test.each([
  '- Book a berth *(MVP, 5)*',
  '- Book a berth (R2, 3)',
  '- Book a berth (Sprint 3, 2)',
  '- Book a berth (PI-7; 8)',
])('a release and a bare number in one bracket are no part of a title, and no points: %s', (entry) => {
  const reading = readingOf(
    `# Harbour\n\n## Epic: Berths\n\nStories:\n\n${entry}\n- Leave the berth (2, 3)\n`,
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Berths',
    'STORY Book a berth < Berths',
    'STORY Leave the berth (2, 3) < Berths',
  ]);
  expect(itemTitled(reading, 'Book a berth')).toMatchObject({ storyPoints: null });
  expect(itemTitled(reading, 'Book a berth').description).not.toBe('');
});

test.each(['PI-7', 'Sprint 3', 'WSJF 18'])(
  'a time box or an attribute in code marks behind a heading is no part of its title: %s',
  (code) => {
    const text = `# Harbour\n\n## Epic 1: Berths  \`${code}\`\n\n### Story 1.1: Upload to \`S-3\`\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Berths', 'STORY Upload to S-3 < Berths']);
  },
);

test('a sign, a status and when it was reached end a title', () => {
  const reading = readingOf(
    '# Harbour\n\n- Story 1.4: Print — ✅ done in sprint 3\n- Story 1.5: Show what is done in sprint 3\n',
  );
  expect(reading.items.map(({ title }) => title)).toEqual(['Print', 'Show what is done in sprint 3']);
  expect(itemTitled(reading, 'Print').status).toContain('done');
});

test('“(optional / lower priority)” is no part of a title', () => {
  const reading = readingOf('# Plan\n\n## F1 — Berth map *(optional / lower priority)*\n\n## F2 — Fees\n');
  expect(reading.items[0]).toMatchObject({ title: 'Berth map', priority: 4 });
});

describe('a last sentence that is nothing but a measure is no part of a title', () => {
  test.each([
    ['Lend a bike. *Estimate: 3 points*', { storyPoints: 3 }],
    ['Lend a bike. 3 points.', { storyPoints: 3 }],
    ['Lend a bike. 3 SP', { storyPoints: 3 }],
    ['Lend a bike. Story points: 3.', { storyPoints: 3 }],
    ['Lend a bike. *Estimativa: 3 pontos*', { storyPoints: 3 }],
    ['Lend a bike. Aufwand: 3 SP', { storyPoints: 3 }],
    ['Lend a bike. Priority: high. Estimate: 3 points', { storyPoints: 3, priority: 2 }],
  ])('“%s”', (entry, expected) => {
    for (const text of [
      `# Epic: Club\n\n## Stories\n\n- **US01** – ${entry}\n- **US02** – Other\n`,
      `# Epic: Club\n\n- Story: ${entry}\n`,
      `# Epic: Club\n\n### Story 1.1: ${entry}\n\nText.\n`,
    ])
      expect(itemTitled(readingOf(text), 'Lend a bike')).toMatchObject(expected);
  });

  test.each(['Show version no. 3', 'Lend a bike. Return it: 3 ways'])('where “%s” is one', (title) => {
    expect(treeOf(readingOf(`# Club\n\n## Stories\n\n- ${title}\n- Other\n`))).toContain(`STORY ${title}`);
  });
});

test.each([
  ['Lend a bike - In progress (the form stands, its tests are still open and so is the help)', 'In progress'],
  ['Lend a bike | Done (see the log, merged)', 'Done'],
])('a status behind a divider is no part of the title, however it is explained: “%s”', (entry, status) => {
  const [item] = readingOf(`# Epic: Club\n\n- **US-1** ${entry}\n`).items.slice(1);
  expect(item).toMatchObject({ title: 'Lend a bike', status });
  expect(item?.description).toBe(/\((.*)\)/.exec(entry)?.[1]);
});

test('a name in brackets behind a dash that is no status belongs to the title', () => {
  const text = '# Epic: Club\n\n- **US-1** Lend a bike - Pay (cash, card)\n';
  expect(readingOf(text).items[1]?.title).toBe('Lend a bike - Pay (cash, card)');
});

test('the number of an issue behind a dash is a reference', () => {
  const text = '# Club\n\n- #### **Epic** — Bikes - [#52](https://tracker.example/52)\n  - [x] Lend a bike\n';
  expect(readingOf(text).items[0]).toMatchObject({ title: 'Bikes', attributes: { Reference: '#52' } });
});

test.each([
  ['(shipped 2026-05-10, feature: berth-map)', 'shipped'],
  ['(done 2026-01-02)', 'done'],
  ['(released in v1.2)', 'released'],
  ['(planned for v2)', 'planned'],
  ['(fertig 12.05.2026)', 'fertig'],
])('a status with its time behind a title is no part of it: “%s”', (tail, status) => {
  const reading = readingOf(`## Epic: Map ${tail}\n\n- As a guest, I want to see it.\n`);
  expect(reading.items[0]).toMatchObject({ title: 'Map', status });
});

test.each(['(open 24/7)', '(closed in 2 days)'])('other numbers in brackets belong to it: “%s”', (tail) => {
  expect(treeOf(readingOf(`## Epic: Map ${tail}\n`))).toEqual([`EPIC Map ${tail}`]);
});

test.each(['(Phase 2.5)', '(Fase 2.5)', '(Phase 2a)'])('a stage of a stage ends a title: “%s”', (tail) => {
  expect(treeOf(readingOf(`## Epic: Map ${tail}\n`))).toEqual(['EPIC Map']);
});

test('what a sign joins to a title is no label of it', () => {
  const [item] = readingOf('## Story: Link the map + `#berth-badge`\n').items;
  expect(item).toMatchObject({ title: 'Link the map + #berth-badge', labels: [] });
});
