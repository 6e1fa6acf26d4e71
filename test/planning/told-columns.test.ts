import { expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

const sentence = 'As a member, I want to reserve a boat, so that I can row.';

test.each(['Story | User story', 'User story | Story'])('of “%s” the names are the titles', (header) => {
  const cells = ['**Story 1**<br>Reserve a boat', sentence];
  if (header.startsWith('User')) cells.reverse();
  const overview = `## Backlog\n\n| ${header} |\n|---|---|\n| ${cells.join(' | ')} |\n`;
  const reading = readingOf(`${overview}\n### Story 1 — Reserve a boat\n\nStory points: 3\n`);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat']);
  expect(itemTitled(reading, 'Reserve a boat')).toMatchObject({ storyPoints: 3, description: sentence });
});

test.each(['Tasks', 'Task', 'Aufgabe'])('“%s” names the stories that are told behind it', (header) => {
  const rows = `| [ROW-2] Reserve | ${sentence} | Boat is kept |\n| [ROW-9] Sink | As a coach, I want to sink boats. | It is wet |\n`;
  const table = `| ${header} | Description | Acceptance criteria |\n|---|---|---|\n${rows}`;
  const stories = ['STORY Reserve', 'STORY Sink'];
  expect(treeOf(readingOf(`# Rowing\n\n## Details about user stories for sprint 4\n\n${table}`))).toEqual(
    stories,
  );
  const reading = readingOf(`# Rowing\n\n## Sprint 4\n\n${table}`);
  expect(treeOf(reading)).toEqual(stories);
  expect(itemTitled(reading, 'Reserve')).toMatchObject({ key: 'ROW-2', description: sentence });
});

test.each([
  ['Feature', 'Acceptance criteria', 'Test'],
  ['Özellik', 'Kabul kriteri', 'Test'],
])('“%s | %s | %s” says how each of the features is tested', (...names) => {
  const rows = '| R1 | **Reserve** | It is kept | Unit |\n| R2 | **Row** | It floats | By hand |\n';
  const reading = readingOf(`| # | ${names.join(' | ')} |\n|---|---|---|---|\n${rows}`);
  expect(treeOf(reading)).toEqual(['FEATURE Reserve', 'FEATURE Row']);
  expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual(['It floats']);
});

test('several tests of a feature are no features', () => {
  const rows = '| Reserve | It is kept | Keep it |\n| Reserve | It is kept | Lose it |\n';
  expect(outcomeOf(`| Feature | Acceptance criteria | Test |\n|---|---|---|\n${rows}`).kind).toBe('refused');
});

test('tasks that share the story behind them do not name it', () => {
  const rows = `| Draw | ${sentence} |\n| Build | ${sentence} |\n`;
  expect(outcomeOf(`# Rowing\n\n## Sprint 4\n\n| Task | Description |\n|---|---|\n${rows}`).kind).toBe(
    'refused',
  );
});

test('a name that spans the column of ids names no item', () => {
  const rows = '<tr><td>1</td><td>Reserve a boat</td><td>3</td></tr>';
  const reading = readingOf(
    `<table><tr><th>No.</th><th>Story</th><th>Points</th></tr>${rows}<tr><td colspan="2">All of it</td><td>3</td></tr></table>\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat']);
});

test.each(['Total effort', 'Aufwand gesamt', 'Effort total', 'Итого оценка'])('“%s” ends a table', (name) => {
  const reading = readingOf(
    `| Story | Points |\n|---|---|\n| Reserve a boat | 3 |\n| Hand out a key | 2 |\n| ${name} | 5 |\n`,
  );
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat', 'STORY Hand out a key']);
});

test.each([
  ['Needs', ['US-1', 'US-1, US-2'], [0, 1, 2]],
  ['Braucht', ['US-1', 'US-1 und US-2'], [0, 1, 2]],
  ['Needs', ['US-1', 'two lamps'], [0, 0, 0]],
  ['Needs', ['1', '2'], [0, 0, 0]],
  ['Room', ['US-1', 'US-2'], [0, 0, 0]],
])('a column “%s” of “%s” says what must be done before, where it names rows', (head, [one, two], links) => {
  const reading = readingOf(
    `| ID | User story | ${head} |\n| --- | --- | --- |\n| US-1 | Dig | – |\n| US-2 | Paint | ${one} |\n| US-3 | Open | ${two} |\n`,
  );
  expect(reading.items.map(({ dependsOn }) => dependsOn.length)).toEqual(links);
});

const askedCriteria = [
  'How we know it is done',
  "How do we know it's done?",
  'How will we know that it works?',
  'We are happy when',
  'Done means',
  'Success looks like',
  'Woran wir erkennen, dass es fertig ist',
  'Wie merken wir, dass es funktioniert?',
  'Wir sind zufrieden, wenn',
  'À quoi voit-on que c’est terminé ?',
  'C’est bon quand',
  '¿Cómo sabemos que está listo?',
  'Como sabemos que está pronto?',
  'Come sappiamo che è finito?',
  'Hoe weten we dat het klaar is?',
  'Skąd wiemy, że to jest gotowe?',
  'Как мы поймём, что это готово?',
  'Bittiğini nasıl anlarız?',
  'Làm sao biết đã xong?',
  '怎样才算完成？',
  '如何知道已完成',
  'どうなれば完了とするか',
  '완료 여부를 어떻게 아는가?',
] as const;

test.each(askedCriteria)('the column “%s” gives criteria', (head) => {
  const reading = readingOf(
    `| ID | User story | ${head} |\n| --- | --- | --- |\n| US-1 | Dig | It is deep; It is dry |\n`,
  );
  expect(itemTitled(reading, 'Dig').acceptanceCriteria).toEqual(['It is deep', 'It is dry']);
});

test.each(askedCriteria)('“%s” over a list gives criteria as a heading and as a label', (head) => {
  const list = '- It is deep\n- It is dry\n';
  const reading = readingOf(
    `## Story: Dig\n\n### ${head}\n\n${list}\n## Story: Fill\n\n**${head}**\n\n${list}`,
  );
  expect(treeOf(reading)).toEqual(['STORY Dig', 'STORY Fill']);
  for (const { acceptanceCriteria } of reading.items)
    expect(acceptanceCriteria).toEqual(['It is deep', 'It is dry']);
});

test.each(['How we will test it', 'How it works', 'How we know the customer'])(
  'the column “%s” gives no criteria',
  (head) => {
    const reading = readingOf(
      `| ID | User story | ${head} |\n| --- | --- | --- |\n| US-1 | Dig | It is deep; It is dry |\n`,
    );
    expect(itemTitled(reading, 'Dig')).toMatchObject({
      acceptanceCriteria: [],
      attributes: { [head]: 'It is deep; It is dry' },
    });
  },
);
