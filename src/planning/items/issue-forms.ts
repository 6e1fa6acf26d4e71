import type { DraftCollector } from './draft-collector.ts';

const named = /^name:\s*\S/mu;
const explained = /^about:/mu;
/** “[role]” or “___”, which somebody is to write over. */
const gaps = /\[[^[\]\d\n]{2,40}\](?!\()|_{3,}/gu;
const fewestGaps = 2;

export const whyForm = 'A form that is still to be filled in.';

/** “# Tasks: [FEATURE NAME]” */
const openTitle = /^# .*\[\p{Lu}{2,}[ _][\p{Lu} _]{2,40}\](?!\()/mu;

/** Whether a document is still to be filled in: a tracker's form says what it is about and leaves gaps; else the title is one. */
export function isIssueForm(frontMatter: string | null, text: string): boolean {
  if (openTitle.test(text)) return (text.match(gaps)?.length ?? 0) > fewestGaps;
  if (frontMatter === null || !named.test(frontMatter) || !explained.test(frontMatter)) return false;
  const body = text.slice(text.indexOf(frontMatter) + frontMatter.length);
  return (body.match(gaps)?.length ?? 0) >= fewestGaps;
}

/** Forgets what was found in a form. */
export function leaveForm({ drafts, notes }: DraftCollector): void {
  drafts.length = 0;
  for (const note of notes) {
    note.draft = null;
    note.partOf = null;
    note.reason = whyForm;
  }
}
