import { describe, expect, test } from 'vitest';
import { idOfNumber } from '../../../src/connectors/github/issue.ts';
import { GitHubRefusal } from '../../loopback/github/repository.ts';
import { connectGitHub, type GitHubRig, makeIssue, readIssues } from './github-access.ts';

const elsewhere = { repository: 'acme/other', number: 5 };

/** Issues 1 to 12 of acme/shop; the twelfth stands under acme/other#5, as people have put it. */
async function withForeignParent(): Promise<GitHubRig> {
  const rig = await connectGitHub();
  for (let number = 1; number <= 12; number += 1)
    rig.github.repository.create({ title: `By hand ${number}` });
  rig.github.repository.issue(5).body =
    'Of others\n\n<!-- countersign-list -->\n- [ ] #12\n<!-- /countersign-list -->';
  rig.github.repository.issue(12).parent = elsewhere;
  return rig;
}

const [fifth, seventh, twelfth] = [idOfNumber(5), idOfNumber(7), idOfNumber(12)];
const writes = ({ github }: GitHubRig) =>
  github.seen.filter(({ isWrite }) => isWrite).map(({ route }) => route);

describe('an issue whose parent stands in another repository', () => {
  test('is read as one without a parent here', async () => {
    const rig = await withForeignParent();
    rig.github.repository.issue(5).body = null;
    const [issue] = await readIssues(rig, [twelfth]);
    expect(issue).toMatchObject({ identifier: 'acme/shop#12', fields: { parentId: null } });
    const labelled = await rig.send('github_label_issue', { id: twelfth, add: ['Seen'] });
    expect(labelled).toMatchObject({ kind: 'DONE', issue: { fields: { parentId: null } } });
    const rows = await rig.preview('github_update_issue', { id: twelfth, parentId: fifth });
    expect(rows.find(({ field }) => field === 'parentId')).toMatchObject({ oldValue: null, newValue: fifth });
  });

  test.each([fifth, seventh])(
    'is moved under %s of this repository, whatever its number',
    async (parentId) => {
      const rig = await withForeignParent();
      expect(await rig.send('github_update_issue', { id: twelfth, parentId })).toMatchObject({
        kind: 'DONE',
        issue: { fields: { parentId } },
      });
      expect(rig.github.repository.issue(12).parent).toBe(parentId === fifth ? 5 : 7);
      expect(writes(rig)).toEqual(['POST issues/{number}/sub_issues']);
      const [issue] = await readIssues(rig, [twelfth]);
      expect(issue?.fields.parentId).toBe(parentId);
    },
  );

  test('is moved back although it was known here under the same parent', async () => {
    const rig = await withForeignParent();
    await rig.send('github_update_issue', { id: twelfth, parentId: seventh });
    rig.github.repository.issue(12).parent = elsewhere;
    await rig.send('github_update_issue', { id: twelfth, parentId: seventh });
    expect(rig.github.repository.issue(12).parent).toBe(7);
  });

  test('stays where it is when it shall have none here, and nothing is sent about the same number', async () => {
    const rig = await withForeignParent();
    const { body } = rig.github.repository.issue(5);
    expect(await rig.send('github_update_issue', { id: twelfth, parentId: null })).toMatchObject({
      kind: 'DONE',
      issue: { fields: { parentId: null } },
    });
    expect(writes(rig)).toEqual([]);
    expect(rig.github.repository.issue(12).parent).toEqual(elsewhere);
    expect(rig.github.repository.issue(5).body).toBe(body);
  });
});

test('a parent here is known by the name of the repository in any case', async () => {
  const rig = await connectGitHub();
  rig.github.repository.create({ title: 'Parent' });
  rig.github.repository.create({ title: 'Child' }).parent = { repository: 'Acme/SHOP', number: 1 };
  const [child] = await readIssues(rig, [idOfNumber(2)]);
  expect(child?.fields.parentId).toBe(idOfNumber(1));
});

describe('sub-issues of other repositories', () => {
  test('are not taken for those of the same number here', async () => {
    const rig = await connectGitHub({ subIssues: 'LISTED' });
    const parentId = await makeIssue(rig, { title: 'Parent' });
    const [id, child] = [await makeIssue(rig), await makeIssue(rig, { parentId })];
    rig.github.repository.issue(1).foreignSubIssues.push({ repository: 'acme/other', number: 2 });
    const parents = (await readIssues(rig, [parentId, id, child])).map(({ fields }) => fields.parentId);
    expect(parents).toEqual([null, null, parentId]);
  });

  test('do not make one here pass for put in its place', async () => {
    const rig = await connectGitHub();
    const parentId = await makeIssue(rig, { title: 'Parent' });
    const id = await makeIssue(rig);
    rig.github.repository.issue(1).foreignSubIssues.push({ repository: 'acme/other', number: 2 });
    rig.github.repository.addSubIssue = () => {
      throw new GitHubRefusal(422, 'Parent cannot have more than 100 sub-issues');
    };
    await rig.send('github_update_issue', { id, parentId });
    expect(rig.github.repository.issue(1).body).toContain('- [ ] #2');
  });

  test('that people add to the list in a body are not taken for those of the same number here', async () => {
    const rig = await connectGitHub({ subIssues: 'NONE' });
    const parentId = await makeIssue(rig, { title: 'Parent' });
    const [id, child] = [await makeIssue(rig), await makeIssue(rig, { parentId })];
    const parent = rig.github.repository.issue(1);
    parent.body = (parent.body ?? '').replace('- [ ] #3', '- [ ] acme/other#2\n- [ ] #3');
    const parents = (await readIssues(rig, [parentId, id, child])).map(({ fields }) => fields.parentId);
    expect(parents).toEqual([null, null, parentId]);
    await rig.send('github_update_issue', { id: child, parentId: null });
    expect(parent.body).toContain('- [ ] acme/other#2');
    expect(parent.body).not.toContain('#3');
  });
});
