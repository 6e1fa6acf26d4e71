import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, outcomeOfStorage, readingOf, treeOf } from './reading.ts';

describe('a numbered heading that ends as a status', () => {
  test('names its item where nothing else does', () => {
    const text =
      '# Epic: Shop\n\n## Story 1.1 – Testing\n\n- Load\n\n## US-4: Review\n\n## US-5: Done\n\nAs a guest I want to pay.\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Shop',
      'STORY Testing < Shop',
      'STORY Review < Shop',
      'STORY As a guest I want to pay. < Shop',
    ]);
  });

  test('says how it stands where another place names it', () => {
    const reading = readingOf('# Epic: Shop\n\n## US-5 Pay\n\nText.\n\n## US-5: Done\n');
    expect(reading.items[1]).toMatchObject({ title: 'Pay', status: 'Done' });
  });
});

describe('keys of a project', () => {
  test.each(['`5 points`', '(5 points)', '– 5 SP', '`5 pts` `High`', '\n\nPoints: 5'])(
    'are stories where their headings have points: “%s”',
    (points) => {
      const reading = readingOf(
        `# Notes\n\n## TRF-1 Read files ${points}\n\nTODO\n\n- [ ] lexer\n\n## TRF-2 Diff ${points}\n`,
      );
      expect(reading.items).toMatchObject([
        { kind: 'STORY', key: 'TRF-1', title: 'Read files', storyPoints: 5 },
        { kind: 'STORY', key: 'TRF-2', title: 'Diff', storyPoints: 5 },
      ]);
    },
  );

  test('are words of the title where no other has the same letters', () => {
    const reading = readingOf('# Notes\n\n## SHA-256 hashing `5 points`\n\n## Salt `3 points`\n');
    expect(reading.items).toMatchObject([{ title: 'SHA-256 hashing', storyPoints: 5 }, { title: 'Salt' }]);
  });
});

describe('a whole word for a kind with a number right behind', () => {
  test.each(['UserStorie', 'UserStory', 'Story', 'Historyjka', 'Geschichte'])('“%s1” is numbered', (word) => {
    const text = `# Plan\n\n## ${word}1\n\nAs a guest I want to pay.\n\n## ${word}2: Leave\n`;
    const reading = readingOf(text);
    expect(reading.items).toMatchObject([
      { kind: 'STORY', key: null, title: 'As a guest I want to pay.' },
      { kind: 'STORY', key: null, title: 'Leave' },
    ]);
    expect(reading.warnings.map(({ code }) => code)).toEqual(['ITEMS_WITHOUT_PARENT']);
  });
});

describe('marks', () => {
  test.each([
    ['Epic: Payments', 'EPIC Payments'],
    ['Epic 1: Payments', 'EPIC Payments'],
    ['EPIC · Payments *(High)*', 'EPIC Payments'],
    ['Epic 1 • Payments', 'EPIC Payments'],
    ['Epic 1 – Payments', 'EPIC Payments'],
    ['[Epic 0] Payments', 'EPIC Payments'],
    ['EPIC-12 Payments', 'EPIC Payments'],
    ['EPI-001: Payments', 'EPIC Payments'],
    ['**Epic 3:** Payments ✅ DONE', 'EPIC Payments'],
    ['3.1 Epic: Payments (21 points)', 'EPIC Payments'],
    ['Payments [Epic]', 'EPIC Payments'],
    ['Feature 1.2 Search', 'FEATURE Search'],
    ['FEAT-7: Search', 'FEATURE Search'],
    ['Story 1.2: Log in', 'STORY Log in'],
    ['User story 3 - Log in', 'STORY Log in'],
    ['US-7: Log in', 'STORY Log in'],
    ['US1 Log in', 'STORY Log in'],
    ['US.01 Log in', 'STORY Log in'],
    ['🚀 US-7 — Log in (2 days)', 'STORY Log in'],
    ['Phase 3: User Story 1 - Log in (Priority: P1)', 'STORY Log in'],
    ['Spike: Compare brokers', 'ENABLER Compare brokers'],
    ['Infrastructure enabler: Message broker', 'ENABLER Message broker'],
    ['Enabler 2 - Message broker (research)', 'ENABLER Message broker'],
    ['Historia de usuario 2: Entrar', 'STORY Entrar'],
    ['Historyjka 2: Logowanie', 'STORY Logowanie'],
    ['Эпик 1: Оплата', 'EPIC Оплата'],
    ['エピック1：決済', 'EPIC 決済'],
    ['用户故事2：登录', 'STORY 登录'],
    ['사용자 스토리 2: 로그인', 'STORY 로그인'],
    ['Kullanıcı hikayesi 2: Giriş', 'STORY Giriş'],
    ['Câu chuyện người dùng 2: Đăng nhập', 'STORY Đăng nhập'],
  ])('“%s” is %s', (heading, expected) => {
    expect(treeOf(readingOf(`# ${heading}\n\nText below.\n`))).toEqual([expected]);
  });

  test('labels of the tracker are none', () => {
    const labels = '# Epic: Mail\n\n## Suggested labels\n\n- epic:mail\n- epic:search-page\n- `story:spam`\n';
    expect(treeOf(readingOf(labels))).toEqual(['EPIC Mail']);
  });

  test.each(['Review', 'Planned', 'Testing', 'In progress', 'Notes', 'Open questions', 'Risks'])(
    'whatever an item is called: “Story: %s”',
    (title) => {
      const expected = ['FEATURE Pay', `STORY ${title} < Pay`, 'STORY Done < Pay'];
      for (const text of [
        `# Feature: Pay\n\n- Story: ${title}\n- Story – Done (3 points)\n`,
        `# Feature: Pay\n\n## Story: ${title}\n\n## Story – Done (3 points)\n`,
      ])
        expect(treeOf(readingOf(text))).toEqual(expected);
      const rows = `| Item |\n|---|\n| Feature: Pay |\n| Story: ${title} |\n| Story: Done |\n`;
      expect(treeOf(readingOf(rows))).toEqual(expected);
      expect(treeOf(readingOf('## Stories: Done\n\n- Pay\n'))).toEqual(['STORY Pay']);
    },
  );

  test.each([
    'Story points',
    'Feature flags',
    'Stories: 12',
    'Test plan',
    'US-1, US-2 and US-3',
    'Epic Acceptance Criteria',
    'Sprint 1',
    'Stories for [F1.3] Search',
  ])('“%s” is none', (heading) => {
    expect(outcomeOf(`# ${heading}\n\nText below.\n`)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });

  test('an ambiguous prefix means what the document uses it for', () => {
    const stories = readingOf('# Epic: A\n\n## Stories\n\n- ST-1 One\n- ST-2 Two\n');
    const tests = outcomeOf('# Errors\n\n- E1 No network\n\nSee S3 bucket.\n');
    expect(treeOf(stories)).toEqual(['EPIC A', 'STORY One < A', 'STORY Two < A']);
    expect(tests.kind).toBe('refused');
  });

  test.each([
    ['| ID | User story |\n|---|---|\n| E1.1 | Sign up |\n| E1.2 | Sign in |\n'],
    ['| ID | Kullanıcı hikayesi |\n|---|---|\n| E1-001 | Sign up |\n| E1-002 | Sign in |\n'],
    ['### E1.1 Sign up\n\n### E1.2 Sign in\n'],
    ['- E1.1 Sign up\n- E1.2 Sign in\n'],
  ])('keys with more numbers than those of the epics are a series of their own', (stories) => {
    const overview = '| Epic | Priority |\n|---|---|\n| **E1: Accounts** | P0 |\n| **E2: Maps** | P1 |\n';
    const reading = readingOf(`# Overview\n\n${overview}\n# Details\n\n## Epic 1: Accounts\n\n${stories}`);
    expect(treeOf(reading)).toEqual([
      'EPIC Accounts',
      'EPIC Maps',
      'STORY Sign up < Accounts',
      'STORY Sign in < Accounts',
    ]);
  });

  test('the header above keys of one series outweighs their letters', () => {
    const reading = readingOf(
      '| ID | Feature | Points |\n|---|---|---|\n| E1 | Pay | 3 |\n| E2 | Find | 5 |\n',
    );
    expect(treeOf(reading)).toEqual(['FEATURE Pay', 'FEATURE Find']);
  });

  test.each([
    ['Story: E2 tests', null, 'E2 tests'],
    ['Story: S3 upload', null, 'S3 upload'],
    ['Feature: F1 telemetry', null, 'F1 telemetry'],
    ['Story: OAuth2 login', null, 'OAuth2 login'],
    ['[Story] ISO-27001 audit', null, 'ISO-27001 audit'],
    ['Story: US-7 Pay', 'US-7', 'Pay'],
    ['Story: S3: Upload', 'S3', 'Upload'],
    ['Epic: EPI-001 Pay', 'EPI-001', 'Pay'],
  ])('of “%s” the key is %s and the title “%s”', (heading, key, title) => {
    expect(readingOf(`# ${heading}\n\nText below.\n`).items).toMatchObject([{ key, title }]);
  });

  test('codes behind a word and a colon are keys where the document has more of them', () => {
    const reading = readingOf('# Epic: A\n\n## Story: GYM-31 Buy\n\n## Story: GYM-32 Sell\n');
    expect(reading.items.map((item) => [item.key, item.title])).toEqual([
      [null, 'A'],
      ['GYM-31', 'Buy'],
      ['GYM-32', 'Sell'],
    ]);
  });

  test('a label above keys of a project says what they name', () => {
    const reading = readingOf(
      '# Epic: Gym\n\n- Stories:\n  - GYM-1 Buy a pass\n  - GYM-2 Freeze it\n- Enablers:\n  - GYM-9 Replace the turnstile\n',
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Gym',
      'STORY Buy a pass < Gym',
      'STORY Freeze it < Gym',
      'ENABLER Replace the turnstile < Gym',
    ]);
  });

  test.each(['T1 2027', 'Q3 2027', 'S1 2026', 'H2 2027'])('“%s” is a span of time', (heading) => {
    expect(
      treeOf(
        readingOf(
          `# ${heading}\n\n## Epic: Pay\n\n| Quarter | Epic | Priority |\n|---|---|---|\n| ${heading} | Pay | Must |\n`,
        ),
      ),
    ).toEqual(['EPIC Pay']);
  });

  test('tags behind a title are no part of it', () => {
    const reading = readingOf(
      '## **Epic: Pay** `P1` `in progress`\n\n### Stories\n\n- **Buy a pass** `3 pts` `P2`\n- Freeze it `5 SP`\n- **Swap** Must\n- Show the state as `new`\n',
    );
    expect(reading.items.map(({ title, priority, storyPoints }) => [title, priority, storyPoints])).toEqual([
      ['Pay', 2, null],
      ['Buy a pass', 3, 3],
      ['Freeze it', null, 5],
      ['Swap', 1, null],
      ['Show the state as new', null, null],
    ]);
  });

  test('a word beside a lone key says what it names', () => {
    expect(treeOf(readingOf('# Epic: E\n\n## Feature: F\n\n### Story S1: Login\n'))).toEqual([
      'EPIC E',
      'FEATURE F < E',
      'STORY Login < F',
    ]);
  });

  test('a word beside the key holds though the letters mean something else elsewhere', () => {
    const reading = readingOf(
      '## Feature F1: Rides\n\n### Story F1.1: Unlock\n\n### Story F1.2: Park\n\n## Feature F2: Prices\n\n### Story F2.1: Pay\n',
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Rides',
      'STORY Unlock < Rides',
      'STORY Park < Rides',
      'FEATURE Prices',
      'STORY Pay < Prices',
    ]);
  });

  test('an enabler without a word for its type is architecture, with a warning', () => {
    const item = itemTitled(readingOf('# Enabler: Contracts\n'), 'Contracts');
    expect(item.enablerType).toBe('ARCHITECTURE');
    expect(item.warnings.map((warning) => warning.code)).toEqual(['ENABLER_TYPE_GUESSED']);
  });

  test.each([
    ['# Technical debt\n\n- Switch off SOAP (5 points)\n', 'TECHNICAL_DEBT'],
    ['# Epic: A\n\n## 3. Technische Schulden\n\n- SOAP abschalten\n', 'TECHNICAL_DEBT'],
    ['# Epic: A\n\n## Technische schuld\n\n- Enabler: infrastructuurscripts opruimen\n', 'TECHNICAL_DEBT'],
    ['# Epic: A\n\n## Технический долг\n\n- Отключить SOAP\n', 'TECHNICAL_DEBT'],
    [
      '# Epic: A\n\n## Infrastructure enablers\n\n| Enabler | SP |\n|---|---|\n| Two zones | 5 |\n',
      'INFRASTRUCTURE',
    ],
    ['# Epic: A\n\n## Infrastructure enablers\n\n- Spike: Compare zones\n', 'RESEARCH'],
    ['# Epic: A\n\n## Architecture and infrastructure enablers\n\n- Enabler: Ledger\n', 'ARCHITECTURE'],
  ])('the heading over enablers gives their type: %s', (text, type) => {
    expect(readingOf(text).items.at(-1)).toMatchObject({ kind: 'ENABLER', enablerType: type });
  });

  test('the session title may be the one epic of the document', () => {
    expect(treeOf(readingOf('## Story: One\n\n## Story: Two\n', 'Epic: Checkout'))).toEqual([
      'EPIC Checkout',
      'STORY One < Checkout',
      'STORY Two < Checkout',
    ]);
  });
});

test.each(['Cómo usamos este tablero', 'Como usamos este quadro'])('“%s” tells no story', (heading) => {
  expect(treeOf(readingOf(`## ${heading}\n\nText.\n\n## Epic: A\n`))).toEqual(['EPIC A']);
});

describe('a form that is to be filled in', () => {
  test.each([
    'As a user, I want ... so that ...',
    'e.g. As a {role}, I want {action}',
    'As a [type of user], I want [some goal] so that [some reason].',
    'z. B. Als <Rolle> möchte ich <Ziel>, damit <Nutzen>',
    'En tant que <rôle>, je veux <but> afin de <raison>',
    'Como ___ quiero ___ para ___',
    'Как [роль], я хочу [действие], чтобы [польза]',
  ])('“%s” names no story', (form) => {
    const written = form.replaceAll('<', '\\<');
    expect(outcomeOf(`# User stories\n\n- ${written}\n`)).toMatchObject({ fault: 'NO_ITEMS' });
    const row = `<table><tr><th>User story</th><th>SP</th></tr><tr><td>${form.replaceAll('<', '&lt;')}</td><td> </td></tr></table>`;
    expect(outcomeOfStorage(`<h1>Epic: A</h1>${row}`)).toMatchObject({
      reading: { items: [{ title: 'A' }] },
    });
  });

  test('is no story that speaks of gaps', () => {
    const reading = readingOf(
      '# User stories\n\n- As an editor I want the fields {name} and {date} in letters\n',
    );
    expect(treeOf(reading)).toEqual(['STORY As an editor I want the fields {name} and {date} in letters']);
  });
});

describe('a status in front of a mark', () => {
  test.each([
    ['WIP: Story: Gift card (5 SP)', 'STORY Gift card', 'WIP'],
    ['[IN PROGRESS] Story: Gift card (5 SP)', 'STORY Gift card', 'IN PROGRESS'],
    ['(TODO) Feature: Map', 'FEATURE Map', 'TODO'],
    ['Done – Story: Pay', 'STORY Pay', 'Done'],
    ['**[BLOCKED]** US-7 Pay', 'STORY Pay', 'BLOCKED'],
    ['In Arbeit: Anwendergeschichte: Rechnung', 'STORY Rechnung', 'In Arbeit'],
    ['【進行中】ストーリー：予約', 'STORY 予約', '進行中'],
  ])('is the item’s: “%s”', (text, item, status) => {
    const reading = readingOf(`# Epic: Checkout\n\n- ${text}\n`);
    expect(treeOf(reading)).toEqual(['EPIC Checkout', `${item} < Checkout`]);
    expect(reading.items[1]).toMatchObject({ status, warnings: [] });
  });

  test.each(['New: Dashboard', 'Open: who pays for it', 'Done: Story 3 after all', '(draft) Pay'])(
    'makes no item of “%s”',
    (text) => {
      expect(treeOf(readingOf(`# Epic: Checkout\n\n- Story: Pay\n- ${text}\n`))).toEqual([
        'EPIC Checkout',
        'STORY Pay < Checkout',
      ]);
    },
  );
});

describe('a kind behind a title', () => {
  test.each([
    ['Message bus (Infrastructure enabler, 5 SP)', 'ENABLER Message bus', 5],
    ['Pay by card (Story, 5 SP)', 'STORY Pay by card', 5],
    ['Pay by card [3 points, high, Story]', 'STORY Pay by card', 3],
    ['Tarjeta (Historia, 3 pts)', 'STORY Tarjeta', 3],
    ['**Search** (Feature, 8 SP) – find anything', 'FEATURE Search', 8],
    ['**Search** (Feature) - find anything', 'FEATURE Search', null],
    ['**Suche** (Funktionalität): alles finden', 'FEATURE Suche', null],
  ])('is read among what else stands there: “%s”', (text, item, points) => {
    const reading = readingOf(`# Epic: Checkout\n\n- ${text}\n`);
    expect(treeOf(reading)).toEqual(['EPIC Checkout', `${item} < Checkout`]);
    expect(reading.items[1]).toMatchObject({ storyPoints: points, warnings: [] });
  });

  test('leaves what stands behind it to the description', () => {
    const reading = readingOf('- **Checkout** (Epic) - pay by invoice\n- **Search** (Epic)\n');
    expect(treeOf(reading)).toEqual(['EPIC Checkout', 'EPIC Search']);
    expect(reading.items[0]?.description).toBe('pay by invoice');
  });

  test('says nothing as one word of a remark', () => {
    const reading = readingOf('# Epic: Checkout\n\n- Story: Pay (a feature, they say)\n');
    expect(treeOf(reading)).toEqual(['EPIC Checkout', 'STORY Pay (a feature, they say) < Checkout']);
  });
});

describe('an area or a role in front of a numbered mark', () => {
  test('counts its own items', () => {
    const reading = readingOf(
      '# Ferry\n\n## Crew Story 1: Log in\n\n## Crew Story 2: Load cars\n\n## 2.1 Ticket office Story 1: Log in (3 points)\n',
    );
    expect(treeOf(reading)).toEqual(['STORY Log in', 'STORY Load cars', 'STORY Log in']);
    expect(reading.items.map(({ attributes, storyPoints }) => [attributes['Area'], storyPoints])).toEqual([
      ['Crew', null],
      ['Crew', null],
      ['Ticket office', 3],
    ]);
  });

  test('leaves the number to the document where all areas share it', () => {
    const reading = readingOf(
      '# Epic 1: Load\n\n# Epic 2: Sail\n\n# Stories\n\n- **Crew story 1.1:** Cars\n- **Deck story 2.1:** Ropes\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC Load', 'EPIC Sail', 'STORY Cars < Load', 'STORY Ropes < Sail']);
  });

  test.each([
    ['Mobile Epic 1: Pay', 'Mobile Epic 2: Book', 'EPIC'],
    ['Backend Task 1 – Pay', 'Backend Task 2 – Book', 'STORY'],
    ['Crew US 1: Pay', 'Guest US 1: Book', 'STORY'],
    ['Admin-Aufgabe 1: Pay', 'Admin-Aufgabe 2: Book', 'STORY'],
    ['Historia de administrador 1: Pay', 'Historia del cliente 1: Book', 'STORY'],
    ["Récit de l'équipage 1 : Pay", 'Récit du client 1 : Book', 'STORY'],
    ['История администратора 1: Pay', 'История гостя 2: Book', 'STORY'],
    ['管理员用户故事1：Pay', '船员用户故事1：Book', 'STORY'],
    ['관리자 스토리 1: Pay', '관리자 스토리 2: Book', 'STORY'],
  ])('“%s”', (first, second, kind) => {
    expect(treeOf(readingOf(`## ${first}\n\n## ${second}\n`))).toEqual([`${kind} Pay`, `${kind} Book`]);
  });

  test.each([
    ['where the mark stands alone elsewhere', '- See Story 1: Pay\n- Review Story 2: Book\n'],
    ['behind a status or a time', '- Done Epic 3: Sail\n- Sprint Epic 4: Dock\n'],
    ['where there is one alone', '- Wintering Bug 3: Sail\n'],
  ])('is none %s', (_name, text) => {
    const stories = '# Story 1: Pay\n\n# Story 2: Book\n\n# Notes\n\n';
    expect(treeOf(readingOf(stories + text))).toEqual(['STORY Pay', 'STORY Book']);
  });
});

describe('a key in brackets behind titles', () => {
  const keysOf = (text: string) => readingOf(text).items.map(({ kind, key, title }) => [kind, key, title]);

  test('is the item’s own where most of its kind have theirs there', () => {
    const reading = readingOf(
      '# Train\n\n### Feature: Path request (F-301)\n\n### Feature: Desk (F-302) – 5 SP\n\nDepends on: F-301\n\n### Enabler: Event bus [EN-41]\n\n- Type: Architecture\n- Depends on: F-302\n',
    );
    expect(reading.items).toMatchObject([
      { kind: 'FEATURE', key: 'F-301', title: 'Path request' },
      { kind: 'FEATURE', key: 'F-302', title: 'Desk', storyPoints: 5, dependsOn: [reading.items[0]?.id] },
      { kind: 'ENABLER', key: 'EN-41', title: 'Event bus', dependsOn: [reading.items[1]?.id] },
    ]);
  });

  test.each([
    '# Epic: Shop\n\n- Story: Pay (US-12)\n- Story: Ship [US-13] (3 points)\n- Story: Refund (US-14, 5 points)\n',
    '# エピック：Shop\n\n- ストーリー：Pay（US-12）\n- ストーリー：Ship（US-13）\n- ストーリー：Refund【US-14】\n',
    '# Epic: Shop\n\n## Stories\n\n1. Pay (US-12)\n2. Ship (US-13)\n3. Refund (US-14)\n',
    '# Epic: Shop\n\n| User story | Points |\n|---|---|\n| Pay (US-12) | 3 |\n| Ship (US-13) | 3 |\n| Refund (US-14) | 5 |\n',
  ])('is so in headings, entries and rows', (text) => {
    expect(keysOf(text)).toEqual([
      ['EPIC', null, 'Shop'],
      ['STORY', 'US-12', 'Pay'],
      ['STORY', 'US-13', 'Ship'],
      ['STORY', 'US-14', 'Refund'],
    ]);
  });

  test('is so with a blank in it', () => {
    const text = '# Shop\n\n## User stories\n\n### Pay (US 12)\n\nText.\n\n### Ship (US 13)\n\nText.\n';
    expect(keysOf(text)).toEqual([
      ['STORY', 'US-12', 'Pay'],
      ['STORY', 'US-13', 'Ship'],
    ]);
    expect(keysOf(text.replace(/US/g, 'Box'))).toEqual([
      ['STORY', null, 'Pay (Box 12)'],
      ['STORY', null, 'Ship (Box 13)'],
    ]);
  });

  test('is so where it is called as a story and the items are epics', () => {
    const text =
      '# Backlog\n\n| Epic | Priority |\n|---|---|\n| Moor a boat (US-1) | P0 |\n| Pay the fee (US-2) | P1 |\n';
    expect(keysOf(text)).toEqual([
      ['EPIC', 'US-1', 'Moor a boat'],
      ['EPIC', 'US-2', 'Pay the fee'],
    ]);
  });

  test.each([
    '## Epic: Moor (US-1)\n\n## Epic: Pay (US-2)\n\n### Stories\n\n- Tie the rope (US-1)\n- Take the card (US-2)\n',
    '## Epic: Moor (US-1)\n\n## Epic: Pay\n',
    '## Epic: Moor (US-1)\n',
  ])('is no epic’s where a story has it, or one epic alone', (text) => {
    const epics = readingOf(text).items.filter(({ kind }) => kind === 'EPIC');
    expect(epics[0]).toMatchObject({ key: null, title: 'Moor (US-1)' });
  });

  test('is known to a list that says no more than how the items stand', () => {
    const text =
      '# Epic: Shop\n\n- Story: Pay (US-1)\n- Story: Ship (US-2)\n\n## Progress\n\n- US-1 ✅\n- US-2\n';
    expect(readingOf(text).items.slice(1)).toMatchObject([
      { key: 'US-1', title: 'Pay', status: 'Done', warnings: [] },
      { key: 'US-2', title: 'Ship', warnings: [] },
    ]);
  });

  test('is that of the parent where a higher item has it', () => {
    for (const key of ['E1', 'SHOP-1'])
      expect(
        treeOf(
          readingOf(
            `# Shop\n\n## Stories\n\n- Pay (${key})\n- Ship (${key})\n\n## Epic: Checkout (${key})\n`,
          ),
        ),
      ).toEqual(['EPIC Checkout', 'STORY Pay < Checkout', 'STORY Ship < Checkout']);
  });

  test.each([
    '# Epic: Shop\n\n- US-1: Pay\n- Story: Cancel (US-1)\n',
    '# Epic: Shop\n\n- Story: Upload files (S3)\n- Story: Hash passwords (SHA-256)\n',
    '# Epic: Shop\n\n- Story: Pay (v0.3)\n- Story: Ship (v0.4)\n',
    '# Epic: Shop\n\n- Story: Pay (REQ-3)\n- Story: Ship (REQ-4)\n',
    '# Epic: Shop\n\n- Story: Pay (US-12)\n- Story: Ship\n- Story: Refund\n',
  ])('is a part of the title anywhere else', (text) => {
    const titles = keysOf(text).slice(1);
    expect(titles.filter(([, key, title]) => key !== null && key !== 'US-1' && title !== 'Pay')).toEqual([]);
    expect(titles.some(([, , title]) => title?.endsWith(')') === true)).toBe(true);
  });
});

describe('a mark without a colon in a paragraph', () => {
  const criteria = 'Acceptance criteria:\n\n- It opens\n- It closes\n\n';

  test.each(['US #9', 'US-9', 'Story 9', 'US 9'])('names a story before its sentence: “%s”', (mark) => {
    const other = mark.replace('9', '10');
    const text = `# Stories\n\n${mark}: As a clerk, I want to log in.\n\n${criteria}${other} As a clerk, I want to leave.\n\n${criteria}`;
    expect(readingOf(text).items).toMatchObject([
      { title: 'As a clerk, I want to log in.', acceptanceCriteria: ['It opens', 'It closes'] },
      { title: 'As a clerk, I want to leave.', acceptanceCriteria: ['It opens', 'It closes'] },
    ]);
  });

  test('names a story however long its sentence is', () => {
    const wish = `I want to see ${'every single order of the day, '.repeat(9)}so that I can work`;
    const text = `# Plan\n\nUS-1 As a clerk, ${wish}.\n\n${criteria}US-2: As a guest, ${wish}.\n`;
    expect(readingOf(text).items.map(({ key }) => key)).toEqual(['US-1', 'US-2']);
  });

  test.each([
    ['its criteria follow', '# Plan\n\nUS-9 Register\n\nAcceptance criteria:\n\n- It opens\n'],
    ['a field follows', '# Plan\n\nUS-9 Register\nPriority: High\n\nThe form is short.\n'],
    ['its sentence follows', '# Plan\n\nUS #9 Register\n\nAs a guest, I want to register.\n'],
    ['a heading says so', '# User stories\n\nUS-9 Register\n\nThe form is short.\n'],
  ])('names an item by its title where %s', (_where, text) => {
    expect(treeOf(readingOf(text))).toEqual(['STORY Register']);
  });

  test.each(['US-9', 'US-9:'])('names no other item below its own heading: “%s”', (mark) => {
    const text = `# Plan\n\n## US-9: Register\n\n${mark} As a guest, I want to register.\n\n${criteria}`;
    expect(readingOf(text).items).toMatchObject([
      { title: 'Register', description: `${mark} As a guest, I want to register.` },
    ]);
  });

  test('names items that follow each other', () => {
    const text = '# Plan\n\nEPIC-12 Payments\n\nStory 1.1 Pay by card\n\nStory 1.2 Refund\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Payments',
      'STORY Pay by card < Payments',
      'STORY Refund < Payments',
    ]);
  });

  test.each([
    [
      'others of its series do',
      '**US-1** Pay by card\n\n- Priority: High\n\nUS-2 Refund\n\nWithin a week.\n',
    ],
    [
      'two stand out of the text',
      '**US-1** Pay by card\n\nAt the desk.\n\nUS-2 Refund — 3 pts\n\nWithin a week.\n',
    ],
  ])('names an item, whatever follows it, where %s', (_where, stories) => {
    expect(treeOf(readingOf(`# Epic: Shop\n\n## Feature: Desk\n\n${stories}`))).toEqual([
      'EPIC Shop',
      'FEATURE Desk < Shop',
      'STORY Pay by card < Desk',
      'STORY Refund < Desk',
    ]);
  });

  test('names none where it stands alone before a text', () => {
    const text =
      '# Epic: Shop\n\n## Feature: Desk\n\nUS-1 Pay by card\n\nAt the desk.\n\nUS-2 Refund\n\nWithin a week.\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Shop', 'FEATURE Desk < Shop']);
  });

  test('only mentions an item in running text and where others are listed', () => {
    const text =
      '# Epic: Shop\n\n## US-1: Pay\n\nDepends on:\n\nUS-2 Legal\n\nUS-3 Texts\n\n## Notes\n\nUS-2 waits for legal.\n\nUS-2 Legal is late.\n\n## Open questions\n\nUS-4 Wording\n\nUS-5 Colours\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Shop', 'STORY Pay < Shop']);
  });
});

test.each(['T1: Unit tests', 'S1: Sums', 'QA-2: Load'])(
  '“Story 5.1 — %s” is one story and no range',
  (title) => {
    const text = `## Epic 5 — Release\n\n### Story 5.1 — ${title}\n\n- **Points:** 3\n\n### Story 5.2 — Ship\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['EPIC Release', `STORY ${title} < Release`, 'STORY Ship < Release']);
    expect(itemTitled(reading, title)).toMatchObject({ storyPoints: 3 });
  },
);

test.each(['8-week view', '3-tier cache'])('“Epic 2 - %s” is one epic and no range', (title) => {
  const text = `## Epics\n\n### Epic 1 - Core\n\n### Epic 2 - ${title}\n\n- A heatmap\n- A timeline\n`;
  expect(treeOf(readingOf(text))).toEqual(['EPIC Core', `EPIC ${title}`]);
});

test.each(['US-1 – US-5: all of them', 'Story 1 – 5: all of them', 'Story 1.1 - 1.5'])(
  '“%s” is a range',
  (range) => {
    expect(treeOf(readingOf(`# Epic: Shop\n\n## ${range}\n\nText.\n`))).toEqual(['EPIC Shop']);
  },
);

test('a numbered mark outranks a title that would name a container of what it cannot hold', () => {
  const subtasks =
    '| # | Subtask | Who |\n|---|---|---|\n| 1.1 | Draw the map | Ann |\n| 1.2 | Print it | Bo |\n';
  const text = `# Plan\n\n## TASK 01 - Core features\n\n${subtasks}\n## TASK 02 - Additional features\n\n${subtasks}\n`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Core features', 'STORY Additional features']);
});

test('a name may go on with the number of a mark', () => {
  const reading = readingOf(
    '# Epic-07-tracker: Job tracker\n\n## US-3-login: Log in\n\n## Log\n\n- ISO-9001-based: a rule\n',
  );
  expect(treeOf(reading)).toEqual(['EPIC Job tracker', 'STORY Log in < Job tracker']);
});

describe('a word for a kind in brackets behind the title of a key', () => {
  test.each([
    ['EN-01 Encrypt the telegrams (Enabler)', 'ENABLER', 'EN-01', 'Encrypt the telegrams'],
    ['US-09 Encrypt the telegrams [Enabler]', 'ENABLER', 'US-09', 'Encrypt the telegrams'],
    ['US-11 Pay by card (Story)', 'STORY', 'US-11', 'Pay by card'],
    ['US-12 Sit the final (Test)', 'STORY', 'US-12', 'Sit the final (Test)'],
  ])('says what it is: “%s”', (heading, kind, key, title) => {
    const { items } = readingOf(`# Meters\n\n### US-01 Read a meter\n\n### ${heading}\n`);
    expect(items[1]).toMatchObject({ kind, key, title });
  });
});

test.each([
  ['EPIC-01 Encrypt the telegrams [Enabler]', 'EPIC', null],
  ['EPIC-01 — Enabler: Encrypt the telegrams', 'EPIC', null],
  ['FEAT-01 Encrypt the telegrams (Enabler)', 'FEATURE', 'ENABLER'],
])('an epic or a feature that is called an enabler enables others: “%s”', (heading, kind, featureType) => {
  const { items } = readingOf(`# Meters

## ${heading}

### Story: Read a meter
`);
  expect(items).toMatchObject([
    { kind, featureType, title: 'Encrypt the telegrams' },
    { title: 'Read a meter', parentId: items[0]?.id },
  ]);
});

test('an abbreviation in brackets does not end the value of a field', () => {
  const text = '## Story: Pay\n\nEffort: 3 SP (Mr. Hill says 2, so what)\n';
  expect(readingOf(text).items[0]).toMatchObject({
    storyPoints: 3,
    attributes: { Effort: '3 SP (Mr. Hill says 2, so what)' },
  });
});

test.each(['HU — Customers', 'US – Customers', 'User story: Customers'])(
  'a mark without a number over epics names no story: “%s”',
  (title) => {
    expect(treeOf(readingOf(`# ${title}\n\n## Epic 1: Orders\n\n### US-1 Pay\n`))).toEqual([
      'EPIC Orders',
      'STORY Pay < Orders',
    ]);
  },
);

test.each(['User Stories v2', 'User stories – v1.15.0', 'ユーザーストーリー - v1.15.0'])(
  'a version is no key of a story: “%s”',
  (title) => {
    expect(treeOf(readingOf(`# ${title}\n\n## Epic 1: Orders\n\n### Story 1: Pay\n`))).toEqual([
      'EPIC Orders',
      'STORY Pay < Orders',
    ]);
  },
);

test('a version behind the word for a kind begins a title', () => {
  expect(treeOf(readingOf('# Plan\n\n## Epic: v1.1 Chess\n\n### Story: v1.1 → Moves\n'))).toEqual([
    'EPIC v1.1 Chess',
    'STORY v1.1 → Moves < v1.1 Chess',
  ]);
});

test.each([
  ['Story', 'One', 'Two'],
  ['User Story', 'seven', 'eight'],
  ['Epic', 'drei', 'vier'],
])('a number may be a word: “%s %s: …”', (word, one, other) => {
  const kind = word === 'Epic' ? 'EPIC' : 'STORY';
  expect(treeOf(readingOf(`# Plan\n\n## ${word} ${one}: Pay\n\n## ${word} ${other}[Ann]: Refund\n`))).toEqual(
    [`${kind} Pay`, `${kind} Refund`],
  );
});

test.each(['v1.1 (AI moves)', 'v1.3: Polish', 'v1.1 - AI moves'])('a release is no item: “%s”', (heading) => {
  const text = `# Plan\n\n## US-001: Play\n\nText.\n\n## US-005: Watch\n\nText.\n\n# Releases\n\n### MVP\n\n- US-001: Play\n\n### ${heading}\n\n- US-005: Watch\n`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Play', 'STORY Watch']);
});

test.each([
  ['Estymata: 5 story points', 5],
  ['Szacowanie: 3 SP', 3],
])('an epic has points under “%s”', (line, points) => {
  expect(readingOf(`# Plan\n\n### Epic 1: Port\n\n${line}\n\nText.\n`).items[0]?.storyPoints).toBe(points);
});

test('a word that says how work stands in another language may be the name of a story', () => {
  const text =
    '# Épica 1: Tienda\n\n## Historia 1.1 - Pagar\n\nComo socio quiero pagar para jugar.\n\n- Historia 1.2: Pagar\n';
  expect(treeOf(readingOf(text.replace('\n\n- ', '\n\n## Lista\n\n- ')))).toEqual([
    'EPIC Tienda',
    'STORY Pagar < Tienda',
    'STORY Pagar < Tienda',
  ]);
});

test('a key is one in front of quotes without a blank, as Japanese is written', () => {
  const story = (text: string) => `${text}\n\n**受け入れ基準**\n\n- 動く\n\n---\n\n`;
  const text = `# 計画\n\n### 2.1 記録\n\n${story('**US-1「作った」記録**')}${story('**US-2『見た』記録**')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE 記録',
    'STORY 「作った」記録 < 記録',
    'STORY 『見た』記録 < 記録',
  ]);
});

test.each(['🚀 ', '✅ ', '🧑‍🔧 '])(
  'a sign in front of a bold mark leaves what stands behind to a remark: “%s”',
  (sign) => {
    const reading = readingOf(
      `# Plan\n\n- ${sign}**Epic: Berths** – owner Pia\n- **Epic: Fees** – owner Wim\n`,
    );
    expect(treeOf(reading)).toEqual(['EPIC Berths', 'EPIC Fees']);
  },
);

test.each(['Portfolio epic EPIC-7 — Berths', 'Business epic: Berths', 'Solution epic 3 – Berths'])(
  'an epic may say whose it is: “%s”',
  (heading) => {
    expect(treeOf(readingOf(`# Plan\n\n## ${heading}\n\n### FEAT-71 — Map\n`))).toEqual([
      'EPIC Berths',
      'FEATURE Map < Berths',
    ]);
  },
);

test.each(['▸', '▶', '›', '»', '→'])('“%s” parts a mark from its title', (sign) => {
  const reading = readingOf(
    `# Club\n\n## Epic ${sign} Boats\n\n- Story ${sign} Rent one (3 SP)\n- US-2 ${sign} Mend one\n`,
  );
  expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Rent one < Boats', 'STORY Mend one < Boats']);
  expect(reading.items[1]?.storyPoints).toBe(3);
});

describe('a number in any writing in front of a mark', () => {
  const plan = (front: string, word = 'Epic: ', story = 'Story: ') =>
    `# Shop\n\n## ${front}${word}Basket\n\n### ${story}Pay\n\n### ${story}Leave\n`;

  test.each([
    'IV – ',
    'Ⅱ. ',
    'Ⅰ、',
    '(A) ',
    '（一）',
    '二、',
    '第一章 ',
    '§ 2 ',
    '2.a ',
    '② ',
    '3 - ',
    'Part II: ',
    'Chapter 2: ',
  ])('is no part of it: “%s”', (front) => {
    const tree = ['EPIC Basket', 'STORY Pay < Basket', 'STORY Leave < Basket'];
    expect(treeOf(readingOf(plan(front)))).toEqual(tree);
  });

  test.each([
    ['二、', '史诗一：'],
    ['Ⅱ. ', '에픽 1 – '],
    ['Ⅳ. ', 'Epic A – '],
  ])('is none where the mark has a number of its own: “%s%s”', (front, word) => {
    const tree = ['EPIC Basket', 'STORY Pay < Basket', 'STORY Leave < Basket'];
    expect(treeOf(readingOf(plan(front, word)))).toEqual(tree);
  });

  test('is none of a paragraph either', () => {
    const text =
      '## 第1章　エピック：貸出\n\n（1）ストーリー：手続き［5pt］\n\n（2）ストーリー：返却［3pt］\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC 貸出', 'STORY 手続き < 貸出', 'STORY 返却 < 貸出']);
  });
});
