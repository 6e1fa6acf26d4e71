import type { Actor } from './actor.ts';
import type { CommentId, IssueId, ItemId, OrganizationId } from './ids.ts';
import type { Priority } from './plan.ts';

export const builtInTrackerId = 'built-in';

export const issueStates = ['OPEN', 'CLOSED'] as const;
export type IssueState = (typeof issueStates)[number];

/** An issue of the built-in tracker. Times are epoch milliseconds. */
export interface Issue {
  readonly id: IssueId;
  readonly organizationId: OrganizationId;
  /** 1, 2, 3 … within the organization, in the order of creation. */
  readonly number: number;
  /** Readable and unique in the organization, such as `CS-12`. */
  readonly identifier: string;
  readonly title: string;
  readonly description: string;
  readonly priority: Priority | null;
  readonly estimate: number | null;
  readonly state: IssueState;
  readonly parentId: IssueId | null;
  /** The plan item that it was made from. */
  readonly itemId: ItemId | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Label {
  readonly name: string;
  /** Six hexadecimal digits after `#`. */
  readonly color: string;
}

export interface Comment {
  readonly id: CommentId;
  readonly issueId: IssueId;
  readonly body: string;
  readonly author: Actor;
  readonly createdAt: number;
}

/** How long the texts of an issue may be in a tracker, in characters. */
export interface IssueBounds {
  readonly title: number;
  readonly description: number;
  readonly label: number;
}

export const builtInBounds: IssueBounds = { title: 500, description: 200_000, label: 80 };

/** How an issue is called in speech: `CS-12`. */
export function issueIdentifier(number: number): string {
  return `CS-${number}`;
}

/** Labels that kinds and types of plan items bring, with the colour that a tracker gives a new one. */
const labelColors: Readonly<Record<string, string>> = {
  Epic: '#F2994A',
  Feature: '#BB87FC',
  Enabler: '#4EA7FC',
  Business: '#4CB782',
  Architecture: '#0366D6',
  Infrastructure: '#6937C5',
  'Technical Debt': '#EB5757',
  Research: '#F2C94C',
};

/** The colour of a label that is made: six hexadecimal digits after `#`. */
export function labelColor(name: string): string {
  return labelColors[name] ?? '#95A2B3';
}
