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

/** Cursors of lists of issues: their numbers, which count in the order of creation. */
export const issueCursors = {
  keyOf: (issue: IssueKey): IssueKey => ({ number: issue.number }),
  formatKey: (key: IssueKey) => encode(`issue.${key.number}`),
  parseKey: (cursor: string): IssueKey | null => {
    const match = /^issue\.([1-9][0-9]{0,14})$/.exec(decode(cursor) ?? '');
    return match === null ? null : { number: Number(match[1]) };
  },
};

/** Cursors of lists whose rows count 1, 2, 3 …; `name` keeps those of different lists apart. */
export function placeCursors(name: string) {
  const form = new RegExp(`^${name}\\.([1-9][0-9]{0,14})$`);
  return {
    formatKey: (place: number) => encode(`${name}.${place}`),
    parseKey: (cursor: string): number | null => {
      const match = form.exec(decode(cursor) ?? '');
      return match === null ? null : Number(match[1]);
    },
  };
}

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
