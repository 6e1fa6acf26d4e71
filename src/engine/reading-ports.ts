import type { OrganizationId } from '../domain/ids.ts';
import type { Issue } from '../domain/issue.ts';
import type { Json } from '../domain/json.ts';
import { listIssues } from '../store/read/issue-lists.ts';
import { readIssues } from '../store/read/issues.ts';
import { readPlanItems } from '../store/read/plans.ts';
import { readSession } from '../store/read/sessions.ts';
import type { Reader } from '../store/store.ts';
import type { ReadingPorts } from '../tools/reading-tools.ts';

/** Characters of one text that a model is shown. */
const longestText = 2_000;

/** What tools that only read see of an organization, in one snapshot. */
export function readingPorts(reader: Reader, organizationId: OrganizationId): ReadingPorts {
  return {
    listIssues: async ({ titleContains, limit }) => {
      const filter = { organizationId, ...(titleContains === null ? {} : { titleContains }) };
      const newest = { order: 'NEWEST_FIRST', after: null, before: null, from: 'START', limit } as const;
      return (await listIssues(reader, filter, newest)).map(showIssue);
    },
    readIssue: async (id) => {
      const [issue] = await readIssues(reader, organizationId, [id]);
      return issue === undefined ? null : { ...showIssue(issue), description: cut(issue.description) };
    },
    readSession: async (id) => {
      const session = await readSession(reader, organizationId, id);
      if (session === null) return null;
      const { title, status, progress, progressMessage, documentKey } = session;
      return { id, title, status, progress, progressMessage, documentKey };
    },
    searchPlan: async ({ sessionId, text, limit }) => {
      if ((await readSession(reader, organizationId, sessionId)) === null) return null;
      const words = text.toLowerCase().split(/\s+/);
      const items = (await readPlanItems(reader, [sessionId])).filter((item) => {
        const said = `${item.title} ${item.description}`.toLowerCase();
        return words.every((word) => said.includes(word));
      });
      return items.slice(0, limit).map((item) => ({
        id: item.id,
        kind: item.kind,
        title: item.title,
        description: cut(item.description),
      }));
    },
  };
}

function showIssue(issue: Issue): { [key: string]: Json } {
  const { id, identifier, title, state, priority, estimate, parentId } = issue;
  return { id, identifier, title, state, priority, estimate, parentId };
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText).toWellFormed()} …`;
}
