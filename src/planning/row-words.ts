import { fold } from './fold.ts';
import type { ItemDraft } from './item-draft.ts';
import type { WorkWord } from './words/language.ts';

/** The kind that a cell of a type column speaks of: “Technical enabler”. */
export function typedWork(text: string): WorkWord | null {
  const folded = fold(text);
  if (/\benabler\b/.test(folded)) return 'ENABLER';
  if (/\bfeature\b/.test(folded)) return 'FEATURE';
  if (/\bepic\b/.test(folded)) return 'EPIC';
  if (/\bstory\b/.test(folded)) return 'STORY';
  if (/\bspike\b/.test(folded)) return 'SPIKE';
  if (/\bbug\b/.test(folded)) return 'BUG';
  if (/\btask\b/.test(folded)) return 'TASK';
  return null;
}

/** “As a”, “I want”, “So that” in columns of their own are one sentence. */
export function tellStory(draft: ItemDraft, told: ReadonlyMap<string, string>): void {
  const role = told.get('role');
  const want = told.get('want');
  const benefit = told.get('benefit');
  const parts = [
    role === undefined ? null : /^as /i.test(role) ? role : `As a ${role}`,
    want === undefined ? null : /^i (?:want|need)/i.test(want) ? want : `I want ${want}`,
    benefit === undefined ? null : /^so /i.test(benefit) ? benefit : `so that ${benefit}`,
  ];
  const sentence = parts.filter((part) => part !== null).join(', ');
  draft.description.unshift(sentence);
  if (draft.title === '' || draft.title === role || draft.title === want) draft.title = want ?? sentence;
}
