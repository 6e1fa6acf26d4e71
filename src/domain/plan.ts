import type { IssueId, ItemId } from './ids.ts';
import type { Json } from './json.ts';

export const planItemKinds = ['EPIC', 'FEATURE', 'STORY', 'ENABLER'] as const;
export type PlanItemKind = (typeof planItemKinds)[number];

export const featureTypes = ['BUSINESS', 'ENABLER'] as const;
export type FeatureType = (typeof featureTypes)[number];

export const enablerTypes = ['ARCHITECTURE', 'INFRASTRUCTURE', 'TECHNICAL_DEBT', 'RESEARCH'] as const;
export type EnablerType = (typeof enablerTypes)[number];

/** 1 urgent, 2 high, 3 medium, 4 low. */
export type Priority = 1 | 2 | 3 | 4;

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

/** An issue that an earlier run of the same document made, as the tracker shows it now. */
export interface TrackedIssue {
  readonly itemId: ItemId;
  readonly issueId: IssueId;
  /** Null when someone deleted the issue. */
  readonly now: IssueFields | null;
  /** What the last run wrote. */
  readonly written: IssueFields;
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
  readonly oldValue: Json;
  readonly newValue: Json;
}

/** What one plan item means for the tracker. */
export interface PlanChange {
  readonly kind: PlanChangeKind;
  /** Null for an orphan: the document holds it no more. */
  readonly itemId: ItemId | null;
  /** The issue concerned: the existing one, or the one that a CREATE will make. */
  readonly issueId: IssueId;
  /** Items whose change has to be done before this one: the parent, when it is created in the same run. */
  readonly after: readonly ItemId[];
  readonly fields: readonly FieldChange[];
  /** The issue's fields when the change has been carried out; null for an orphan. */
  readonly target: IssueFields | null;
}
