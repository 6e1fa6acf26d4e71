import type {
  DocumentWarning,
  EnablerType,
  FeatureType,
  PlanItemKind,
  Priority,
  SourceLocation,
} from '../domain/plan.ts';
import type { Anchor } from './blocks.ts';
import type { Section } from './sections/sections.ts';
import type { WarningCode } from './warning-codes.ts';
import { fold } from './words/fold.ts';
import type { WorkWord } from './words/language.ts';

/** How an item came to be seen; the lower, the surer. */
export type Evidence = 'mark' | 'table' | 'field' | 'list' | 'sentence' | 'heading' | 'title' | 'outline';

/** What columns or fields say of who wants what and why, each with its label. */
export type Told = ReadonlyMap<
  'role' | 'want' | 'benefit',
  { readonly label: string; readonly text: string }
>;

/** A section that is the item, or the table or text that it stands in. */
export type ItemPlace = Section | { readonly anchor: Anchor };

/** An item while the document is being read. Everything may still be added to. */
export interface ItemDraft {
  kind: PlanItemKind;
  readonly work: WorkWord;
  readonly evidence: Evidence;
  /** Stands in a table, which may be a summary, rather than at the item's own place. */
  readonly inTable: boolean;
  /** Stands below a heading such as “Status” that says how the items of another place stand. */
  isLogged: boolean;
  /** Stands in a sprint or a log, which say how items stand at their time: by the sprint's number or the day's, if known. */
  told: { readonly at: number | null } | null;
  title: string;
  key: string | null;
  ordinal: string | null;
  /** The number of the outline in front of its mark, `1.2` of “1.2 Story: Pay”: others may refer to it. */
  outline: string | null;
  /** A number in brackets in front of its title, which may be no numbering: “(5) Pay”. */
  bracketedNumber: string | null;
  /** Key of the item that this one's key names as enclosing. */
  within: string | null;
  enclosing: ItemDraft | null;
  /** What a field, a column or a container's heading names as the parent. */
  parentReference: string | null;
  /** What kind of work the label before it says that the parent is. */
  parentWork: WorkWord | null;
  /** What a heading around it may name as the parent: “Stories for …”. */
  looseReference: string | null;
  parent: ItemDraft | null;
  readonly description: string[];
  /** The parts of its sentence that fields give: “As a: guest”. */
  readonly wish: Map<'role' | 'want' | 'benefit', { readonly label: string; readonly text: string }>;
  readonly labels: string[];
  priority: Priority | null;
  /** The field of a priority that is no known word. */
  unknownPriority: string | null;
  points: number | null;
  readonly criteria: string[];
  /** Its own definition of done. */
  done: { readonly label: string; readonly conditions: readonly string[] } | null;
  featureType: FeatureType | null;
  enablerType: EnablerType | null;
  readonly dependencies: string[];
  /** Items that it depends on, where its table names them by their rows' numbers. */
  readonly needs: ItemDraft[];
  /** Items that wait for this one. */
  readonly blocks: string[];
  status: string | null;
  readonly attributes: Map<string, string>;
  /** The attribute of a “Given:” whose “When:” may come yet. */
  givenLabel: string | null;
  /** The place that tells most of it. */
  location: SourceLocation;
  readonly warnings: Omit<DocumentWarning, 'itemId'>[];
  /** The draft that this one was found to repeat. */
  same: ItemDraft | null;
  /** A heading taken for a feature only if it turns out to hold stories. */
  provisional: boolean;
  /** The heading above it that only says who wants it: what two want in the same words is two items. */
  audience: object | null;
  /** Where under its parent it was found. */
  readonly place: ItemPlace;
}

export function emptyDraft(
  kind: PlanItemKind,
  work: WorkWord,
  evidence: Evidence,
  title: string,
  location: SourceLocation,
  place: ItemPlace,
): ItemDraft {
  return {
    kind,
    work,
    evidence,
    inTable: evidence === 'table',
    isLogged: false,
    told: null,
    title,
    key: null,
    ordinal: null,
    outline: null,
    bracketedNumber: null,
    within: null,
    enclosing: null,
    parentReference: null,
    parentWork: null,
    looseReference: null,
    parent: null,
    description: [],
    wish: new Map(),
    labels: [],
    priority: null,
    unknownPriority: null,
    points: null,
    criteria: [],
    done: null,
    featureType: null,
    enablerType: null,
    dependencies: [],
    needs: [],
    blocks: [],
    status: null,
    attributes: new Map(),
    givenLabel: null,
    location,
    warnings: [],
    same: null,
    provisional: false,
    audience: null,
    place,
  };
}

const rankByKind = { EPIC: 0, FEATURE: 1, ENABLER: 2, STORY: 3 } as const satisfies Record<
  PlanItemKind,
  number
>;

/** Whether an item of one kind may stand under another. Stories may stand under enablers. */
export function mayHold(parent: PlanItemKind, child: PlanItemKind): boolean {
  return rankByKind[parent] < rankByKind[child];
}

export function kindOfWork(work: WorkWord): PlanItemKind {
  switch (work) {
    case 'EPIC':
    case 'FEATURE':
    case 'STORY':
    case 'ENABLER':
      return work;
    case 'SPIKE':
      return 'ENABLER';
    case 'TASK':
    case 'BUG':
    case 'TEST':
    case 'REQUIREMENT':
      return 'STORY';
  }
}

export function labelOfWork(work: WorkWord): string | null {
  switch (work) {
    case 'TASK':
      return 'Task';
    case 'SPIKE':
      return 'Spike';
    case 'BUG':
      return 'Bug';
    case 'TEST':
      return 'Test';
    case 'EPIC':
    case 'FEATURE':
    case 'STORY':
    case 'ENABLER':
    case 'REQUIREMENT':
      return null;
  }
}

const longestAttribute = 500;

/** Adds what a label says of an item: what the same label says again stands behind it, and a long text describes the item. */
export function addAttribute(draft: ItemDraft, name: string, value: string): void {
  const known = draft.attributes.get(name);
  if (known?.split(between).some((each) => fold(each) === fold(value)) === true) return;
  const whole = known === undefined ? value : `${known}${between}${value}`;
  if (whole.length <= longestAttribute) draft.attributes.set(name, whole);
  else draft.description.push(`${name}: ${value}`);
}

const between = '; ';

/** The section that is the item; null where it stands in a table or a text. */
export function sectionOf({ place }: Pick<ItemDraft, 'place'>): Section | null {
  return 'parts' in place ? place : null;
}

/** The item that a place was found to speak of. */
export function resolved(draft: ItemDraft): ItemDraft {
  let at = draft;
  while (at.same !== null) at = at.same;
  return at;
}

/** The nearest item from one on upwards that may hold a draft. */
export function nearest(from: ItemDraft | null, draft: ItemDraft): ItemDraft | null {
  for (let above = from; above !== null; above = above.enclosing)
    if (mayHold(above.kind, draft.kind)) return above;
  return null;
}

/** Notes what was guessed about an item; each code once. */
export function warn(
  draft: ItemDraft,
  code: WarningCode,
  message: string,
  location: SourceLocation | null = draft.location,
): void {
  if (draft.warnings.some((warning) => warning.code === code)) return;
  draft.warnings.push({ code, message, location });
}

const guesses = {
  epic: { code: 'FEATURE_GUESSED', one: 'an epic', marks: ['Epic'] },
  feature: { code: 'FEATURE_GUESSED', one: 'a feature', marks: ['Feature', 'Epic'] },
  story: { code: 'STORY_GUESSED', one: 'a story', marks: ['Story'] },
} as const;

/** Notes that a draft is what it is only `because` of something, and which marks would say so. */
export function warnOfGuess(
  draft: ItemDraft,
  guess: keyof typeof guesses,
  because: string,
  { line = draft.title, title = draft.title }: { readonly line?: string; readonly title?: string } = {},
): void {
  const { code, one, marks } = guesses[guess];
  const [mark, other] = marks.map((word) => `“${word}: ${title}”`);
  const orOther = other === undefined ? '' : `, or ${other}`;
  warn(draft, code, `“${line}” was taken for ${one} because ${because}. Write ${mark} to say so${orOther}.`);
}
