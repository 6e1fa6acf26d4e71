import { type Id, type IdKind, parseId } from '../domain/ids.ts';
import type { IssueKey } from '../store/read/issue-lists.ts';

/** Cursors of lists that are ordered by id, as opaque text. */
export function idCursors<Kind extends IdKind>(kind: Kind) {
  return {
    keyOf: (row: { readonly id: Id<Kind> }) => row.id,
    formatKey: (id: Id<Kind>) => encode(id),
    parseKey: (cursor: string): Id<Kind> | null => {
      const text = decode(cursor);
      return text === null ? null : parseId(kind, text);
    },
  };
}

/** Cursors of lists of issues: time of creation, then id. */
export const issueCursors = {
  keyOf: (issue: IssueKey): IssueKey => ({ createdAt: issue.createdAt, id: issue.id }),
  formatKey: (key: IssueKey) => encode(`${key.createdAt}.${key.id}`),
  parseKey: (cursor: string): IssueKey | null => {
    const match = /^([0-9]{1,15})\.(.+)$/.exec(decode(cursor) ?? '');
    const id = parseId('issue', match?.[2] ?? '');
    return match === null || id === null ? null : { createdAt: Number(match[1]), id };
  },
};

const mark = 'r1:';

function encode(text: string): string {
  return Buffer.from(mark + text).toString('base64url');
}

function decode(cursor: string): string | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!text.startsWith(mark)) return null;
  const inner = text.slice(mark.length);
  return encode(inner) === cursor ? inner : null;
}
