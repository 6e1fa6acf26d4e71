import type { Actor } from '../domain/actor.ts';
import { issueIdentifier, labelColor } from '../domain/issue.ts';
import type { IssueFields } from '../domain/plan.ts';
import { readAncestors } from '../store/read/issue-ancestors.ts';
import { readComments, readIssue, readIssueLabels } from '../store/read/issues.ts';
import {
  addIssueLabels,
  countChildren,
  deleteIssue,
  insertComment,
  insertIssue,
  setIssueLabels,
  updateIssue,
} from '../store/write/issues.ts';
import type { Tracker } from '../tools/tool.ts';
import type { Decision } from './decide.ts';

/** The built-in tracker inside a decision; what is written there is written in the name of `author`. */
export function builtInTracker({ tx, origin, now, parts }: Decision, author: Actor): Tracker {
  const { organizationId } = origin;
  const labelsOf = (fields: IssueFields) => fields.labels.map((name) => ({ name, color: labelColor(name) }));

  return {
    find: async (id) => {
      const issue = await readIssue(tx, organizationId, id);
      if (issue === null) return null;
      const labels = await readIssueLabels(tx, organizationId, [id]);
      const { title, description, priority, estimate, parentId, state } = issue;
      const names = labels.map((label) => label.name);
      return { title, description, priority, estimate, parentId, state, labels: names };
    },
    has: (id) => tx.issueBook.has(tx, organizationId, id),
    create: async (id, fields, itemId) => {
      const number = await tx.issueBook.nextNumber(tx, organizationId);
      const identifier = issueIdentifier(number);
      const { labels: _, ...columns } = fields;
      const issue = {
        ...columns,
        id,
        organizationId,
        number,
        identifier,
        itemId,
        createdAt: now,
        updatedAt: now,
      };
      if (!(await insertIssue(tx, { ...issue, state: 'OPEN' }))) return null;
      tx.issueBook.takeNumber(organizationId, number);
      tx.issueBook.note(organizationId, id, true);
      await addIssueLabels(tx, { id, organizationId }, labelsOf(fields));
      return identifier;
    },
    update: async (id, fields) => {
      const issue = await readIssue(tx, organizationId, id);
      if (issue === null) throw new Error(`the issue ${id} was there a moment ago`);
      const { labels: _, ...columns } = fields;
      await updateIssue(tx, { ...issue, ...columns, updatedAt: now });
      await setIssueLabels(tx, { id, organizationId }, labelsOf(fields));
    },
    remove: async (id) => {
      await deleteIssue(tx, id);
      tx.issueBook.note(organizationId, id, false);
    },
    childCount: (id) => countChildren(tx, id),
    commentCount: async (id) => (await readComments(tx, [id])).length,
    comment: async (issueId, body) => {
      const id = parts.newId('comment');
      await insertComment(tx, { id, issueId, body, author, createdAt: now });
      return id;
    },
    wouldCircle: async (id, parentId) =>
      id === parentId || (await readAncestors(tx, organizationId, parentId)).includes(id),
  };
}
