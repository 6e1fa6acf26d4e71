import { expect, test } from 'vitest';
import { outcomeOfStorage, read } from './reading.ts';

const issue = (key: string): string =>
  `<ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">${key}</ac:parameter></ac:structured-macro>`;

test('issues without a title are told of in one warning, and those beside a title in none', () => {
  const { warnings } = read(
    outcomeOfStorage(
      `<table><tbody><tr><th>User story</th><th>Points</th><th>Jira issue</th></tr><tr><td>Bake bread</td><td>3</td><td>${issue('OV-1')}</td></tr><tr><td>Bake cake</td><td>5</td><td>${issue('OV-2')}</td></tr></tbody></table><p>See ${issue('OV-8')} and ${issue('OV-9')}</p>`,
    ),
  );
  const links = warnings.filter(({ code }) => code === 'JIRA_LINK_KEPT');
  expect(links.map(({ message }) => message)).toEqual([
    'The Jira issue OV-8 is kept as a link; its content was not read. Write its title here if it belongs to the plan. The same holds for OV-9.',
  ]);
});
