import type { WorkWord } from './language.ts';

/** Epics and features gather what is to be done. */
export function isGroup(work: WorkWord | null | undefined): work is 'EPIC' | 'FEATURE' {
  return work === 'EPIC' || work === 'FEATURE';
}

/** Stories and enablers are what is to be done. */
export function isLeaf(work: WorkWord | null | undefined): work is 'STORY' | 'ENABLER' {
  return work === 'STORY' || work === 'ENABLER';
}
