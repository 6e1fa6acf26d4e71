import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { Matter } from './matters.ts';
import { workWithin } from './spoken-work.ts';

/** What makes tasks those of something else: “Sub-tasks”. */
export const subordinate = wordSearch(wordsFor('subordinates'));

/** Whether a field's label speaks of tasks in their own right: not “Sub-tasks”, and not “Steps”. */
export function namesTasks({ fields, label }: Matter & { kind: 'field' }): boolean {
  return fields[0] === 'tasks' && workWithin(label) === 'TASK' && !subordinate.test(fold(label));
}
