import type { ActionId, IssueId, ItemId } from './ids.ts';
import type { IssueState } from './issue.ts';
import type { Json } from './json.ts';

export const planItemKinds = ['EPIC', 'FEATURE', 'STORY', 'ENABLER'] as const;
export type PlanItemKind = (typeof planItemKinds)[number];

export const featureTypes = ['BUSINESS', 'ENABLER'] as const;
export type FeatureType = (typeof featureTypes)[number];

export const enablerTypes = ['ARCHITECTURE', 'INFRASTRUCTURE', 'TECHNICAL_DEBT', 'RESEARCH'] as const;
export type EnablerType = (typeof enablerTypes)[number];

/** 1 urgent, 2 high, 3 medium, 4 low. */
export type Priority = 1 | 2 | 3 | 4;

export const priorityNames = { 1: 'urgent', 2: 'high', 3: 'medium', 4: 'low' } as const satisfies Record<
  Priority,
  string
>;

/** The bytes to read: one of the two notations. */
export type PlanText =
  | { readonly notation: 'MARKDOWN'; readonly text: string }
  | { readonly notation: 'CONFLUENCE_STORAGE'; readonly text: string };

/** A page of a document source as it was read. */
export interface PageReference {
  readonly id: string;
  readonly title: string;
  /** Counts the page's edits, from 1. */
  readonly version: number;
  /** Address of the page for people. */
  readonly url: string;
}

/** A page with its body. */
export interface PlanPage extends PageReference {
  /** 0 for the page that was asked for, 1 for its child pages, and so on. */
  readonly depth: number;
  /** Body in storage format. */
  readonly storage: string;
  readonly labels: readonly string[];
}

/** One document made of a page and, where they were asked for, the pages below it: each before those below it. */
export interface PlanPages {
  readonly notation: 'CONFLUENCE_PAGES';
  readonly pages: readonly PlanPage[];
}

/** What is read: a text, or pages. */
export type PlanSource = PlanText | PlanPages;

/** Length of all texts of a source, in UTF-16 units. */
export function lengthOf(source: PlanSource): number {
  if ('text' in source) return source.text.length;
  return source.pages.reduce((sum, { storage }) => sum + storage.length, 0);
}

/** Where in a document something stands. */
export interface SourceLocation {
  /** Titles of the headings that it stands under, outermost first; of a heading, its own is the last. */
  readonly headingPath: readonly string[];
  /** Line in the text, from 1. */
  readonly line: number | null;
  /** Path of elements in storage format, such as `/ac:layout[1]/h2[3]`. */
  readonly elementPath: string | null;
  /** The page that holds it; left out for a text. */
  readonly page?: PageReference;
}

/** A guess or a contradiction that a person should look at. */
export interface DocumentWarning {
  /** Stable, upper case with underscores, such as `ENABLER_TYPE_GUESSED`. */
  readonly code: string;
  /** What was guessed and how to write it so that it is no guess. */
  readonly message: string;
  readonly location: SourceLocation | null;
  readonly itemId: ItemId | null;
}

export interface PlanItem {
  /** Derived from the organization, the document and the item: the same document read twice gives the same. */
  readonly id: ItemId;
  readonly kind: PlanItemKind;
  /** Without mark and decoration. */
  readonly title: string;
  /** Markdown: everything under the item that is neither another item nor a recognised field. */
  readonly description: string;
  /** The item's own key when it has one, such as `US-7`; ordinals like `1.2` are numbering and no keys. */
  readonly key: string | null;
  readonly parentId: ItemId | null;
  /** Own labels as written, without those that the kind brings. */
  readonly labels: readonly string[];
  readonly priority: Priority | null;
  readonly storyPoints: number | null;
  readonly acceptanceCriteria: readonly string[];
  readonly featureType: FeatureType | null;
  readonly enablerType: EnablerType | null;
  readonly dependsOn: readonly ItemId[];
  /** Status as written, such as `Done`. */
  readonly status: string | null;
  /** Other `Key: value` lines. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly location: SourceLocation;
  readonly warnings: readonly DocumentWarning[];
}

export const sectionUses = ['ITEM', 'PART_OF_ITEM', 'NOT_USED'] as const;
export type SectionUse = (typeof sectionUses)[number];

/** What became of one section of the document. */
export interface SectionCoverage {
  readonly heading: string;
  readonly location: SourceLocation;
  readonly use: SectionUse;
  readonly itemId: ItemId | null;
  /** Why the section gave no item; null where it did. */
  readonly reason: string | null;
}

/** What one reading of a document found. Items stand parents first, in document order. */
export interface Reading {
  readonly items: readonly PlanItem[];
  readonly coverage: readonly SectionCoverage[];
  /** Warnings of the whole document; those of one item stand at the item. */
  readonly warnings: readonly DocumentWarning[];
}

export const documentFaults = [
  'EMPTY',
  'TOO_LARGE',
  'NOT_TEXT',
  'MALFORMED',
  'TOO_COMPLEX',
  'NO_ITEMS',
] as const;
export type DocumentFault = (typeof documentFaults)[number];

export type ReadOutcome =
  | { readonly kind: 'read'; readonly reading: Reading }
  | {
      readonly kind: 'refused';
      readonly fault: DocumentFault;
      readonly message: string;
      readonly location: SourceLocation | null;
      /** What became of the sections, where none of them gave an item. */
      readonly coverage?: readonly SectionCoverage[];
    };

/** The fields of a tracker's issue that a plan speaks about. */
export interface IssueFields {
  readonly title: string;
  readonly description: string;
  /** Label names, kind labels first. */
  readonly labels: readonly string[];
  readonly priority: Priority | null;
  readonly estimate: number | null;
  readonly parentId: IssueId | null;
}

export const issueFieldNames = [
  'title',
  'description',
  'labels',
  'priority',
  'estimate',
  'parentId',
] as const satisfies readonly (keyof IssueFields)[];
export type IssueFieldName = (typeof issueFieldNames)[number];

/** A difference that a person decided to leave, with what either side said then. */
export interface KeptDifference {
  readonly document: Json;
  readonly tracker: Json;
  /** The action that was declined. */
  readonly actionId: ActionId;
}

/** What is remembered of an issue that an earlier run of the same document made. */
export interface PlanLink {
  readonly itemId: ItemId;
  readonly issueId: IssueId;
  /** Of the item as it was read last; null when that is not known any more. */
  readonly kind: PlanItemKind | null;
  /** The item's own key as it was read last. */
  readonly key: string | null;
  /** What the document said of each field when it was last written, or when both sides last agreed on it. */
  readonly written: IssueFields;
  /** CLOSED once the issue was closed as an orphan of the document. */
  readonly writtenState: IssueState;
  /** By the name of the field: what is not asked again until either side changes. */
  readonly kept: Readonly<Record<string, KeptDifference>>;
  /** Issues that stood for the item before and were deleted: their ids are not given out again. */
  readonly replaces: readonly IssueId[];
}

/** An issue that an earlier run of the same document made, as the tracker shows it now. */
export interface TrackedIssue extends PlanLink {
  /** Null when someone deleted the issue. */
  readonly now: IssueFields | null;
  readonly state: IssueState;
  /** How the tracker calls it, such as `CS-12`; null when that is not known. */
  readonly identifier: string | null;
  /** Where it can be opened; null when nowhere. */
  readonly url: string | null;
}

export const planChangeKinds = [
  'CREATE',
  'UPDATE',
  'REPARENT',
  'RENAME',
  'UNCHANGED',
  'ORPHANED',
  'CONFLICT',
] as const;
export type PlanChangeKind = (typeof planChangeKinds)[number];

export interface FieldChange {
  readonly field: string;
  /** What the tracker holds now. */
  readonly oldValue: Json;
  /** What it will hold; of what is left alone, what the document says. */
  readonly newValue: Json;
  /** What the document said when the field was last written or agreed on; null when nothing. */
  readonly documentBefore: Json;
  /** What the document says now: `newValue`, but for labels that change, of which people's own are kept beside it. */
  readonly documentNow: Json;
  /** Of what is left alone: the action by which somebody decided so; left out where nobody had to. */
  readonly declinedActionId?: ActionId;
}

/** What one plan item means for the tracker. */
export interface PlanChange {
  readonly kind: PlanChangeKind;
  /** Null for an orphan: the document holds it no more. */
  readonly itemId: ItemId | null;
  /**
   * The item that the issue stood for until now, where that is another: of an orphan, a renamed or a moved one. Of one that
   * is to be made: an item like it, whose issue was closed.
   */
  readonly formerItemId: ItemId | null;
  /** The issue concerned: the existing one, or the one that will be made. */
  readonly issueId: IssueId;
  /** How the tracker calls it; null for one that is still to be made. */
  readonly identifier: string | null;
  readonly url: string | null;
  /** Items whose change has to be done before this one: the parent, when it is created in the same run. */
  readonly after: readonly ItemId[];
  readonly fields: readonly FieldChange[];
  /** Where document and tracker differ and nothing is done: only people changed it, or somebody decided so. */
  readonly leftAlone: readonly FieldChange[];
  /** What both sides came to say by themselves since the last run, by field. */
  readonly agreed: Readonly<Record<string, Json>>;
  /** The issue's fields when the change has been carried out. */
  readonly target: IssueFields;
}

/** What was decided about a change of an issue in an earlier session. */
export interface EarlierDecision {
  readonly actionId: ActionId;
  readonly issueId: IssueId;
  readonly kind: PlanChangeKind;
  readonly fields: readonly FieldChange[];
  /** Carried out, or declined. */
  readonly state: 'SUCCEEDED' | 'DECLINED';
  /** Who declined it, and why; null where it was carried out, or no reason was given. */
  readonly declinedBy: string | null;
  readonly note: string | null;
}

export type PlanChangeCounts = Readonly<Record<PlanChangeKind, number>>;

/** How many changes there are of each kind. */
export function countChanges(changes: readonly Pick<PlanChange, 'kind'>[]): PlanChangeCounts {
  const counts = {
    CREATE: 0,
    UPDATE: 0,
    REPARENT: 0,
    RENAME: 0,
    UNCHANGED: 0,
    ORPHANED: 0,
    CONFLICT: 0,
  } satisfies PlanChangeCounts;
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}
