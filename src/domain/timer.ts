import type { OrganizationId } from './ids.ts';

/** What can be due at a time. */
export const timerKinds = [
  'EXPIRE_ACTION',
  'END_EFFECT',
  'START_CHAIN',
  'TIME_OUT_CHAIN',
  'WAKE_STEP',
  'TIME_OUT_STEP',
  'EXPIRE_SUGGESTION',
  'FORGET_SUGGESTION',
] as const;
export type TimerKind = (typeof timerKinds)[number];

/** Something that has to happen at a time. Its key names it, so that it can be moved or taken back. */
export interface Timer {
  readonly key: string;
  readonly organizationId: OrganizationId;
  readonly kind: TimerKind;
  /** Id of what it is about. */
  readonly subjectId: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
}
