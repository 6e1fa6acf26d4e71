import { z } from 'zod';
import type { ConnectionAccess, OutsideFault } from '../../domain/outside.ts';
import { type ListQuestion, readWholeList } from './whole-list.ts';

/** A page as far as its version goes. */
export const pageVersion = z.object({
  id: z.string().regex(/^\d+$/),
  version: z.object({ number: z.number().int() }),
});

interface VersionsQuestion extends Pick<ListQuestion<unknown>, 'url' | 'place'> {
  /** Pages that one answer holds at most. */
  readonly pagesPerAnswer: number;
  readonly queryOf: (ids: readonly string[]) => Readonly<Record<string, string>>;
}

/** The versions of pages by their ids, asked for so many at a time. Those that are not there are left out. */
export async function listVersions(
  access: ConnectionAccess,
  { url, place, pagesPerAnswer, queryOf }: VersionsQuestion,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number> | OutsideFault> {
  const versions = new Map<string, number>();
  for (let start = 0; start < ids.length; start += pagesPerAnswer) {
    const some = ids.slice(start, start + pagesPerAnswer);
    const query = { ...queryOf(some), limit: String(pagesPerAnswer) };
    const about = 'the versions of pages';
    const question = { url, query, place, entry: pageVersion, about, enough: some.length };
    const list = await readWholeList(access, question, signal);
    if (list.kind === 'fault') return list;
    for (const { id, version } of list.entries) versions.set(id, version.number);
  }
  return versions;
}
