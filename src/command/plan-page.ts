import { styleText } from 'node:util';
import type { Json } from '../domain/json.ts';
import {
  type DocumentWarning,
  type FieldChange,
  type PlanChange,
  type PlanItem,
  type PlanItemKind,
  priorityNames,
  type Reading,
  type SourceLocation,
} from '../domain/plan.ts';
import type { PlanPreview } from './plan-preview.ts';

/** A text in a style, or as it is where the output shows none. */
type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const kindNames = {
  EPIC: 'Epic',
  FEATURE: 'Feature',
  STORY: 'Story',
  ENABLER: 'Enabler',
} as const satisfies Record<PlanItemKind, string>;

/** The plan of a document for people to read: tree, changes, warnings, what was not used, counts. */
export function planPage(preview: PlanPreview, stream: NodeJS.WriteStream): string {
  const paint: Paint = (style, text) => styleText(style, text, { stream });
  const { reading, changes } = preview;
  const sections = [
    [...treeLines(reading, paint)],
    changes === null ? [] : headed('Changes', [...changeLines(reading, changes, paint)], paint),
    headed(
      'Warnings',
      warningsOf(reading).map((warning) => warningLine(warning, paint)),
      paint,
    ),
    headed('Read and not used', unusedLines(reading, paint), paint),
    countLines(preview),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function headed(heading: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint('bold', heading), ...lines];
}

function* treeLines(reading: Reading, paint: Paint): Generator<string, void, void> {
  const childrenOf = Map.groupBy(reading.items, (item) => item.parentId);
  function* below(parentId: PlanItem['parentId'], indent: string): Generator<string, void, void> {
    const children = childrenOf.get(parentId) ?? [];
    for (const [index, item] of children.entries()) {
      const isLast = index === children.length - 1;
      const top = parentId === null;
      yield paint('dim', top ? '' : `${indent}${isLast ? '└─ ' : '├─ '}`) + itemLine(item, paint);
      yield* below(item.id, top ? '' : `${indent}${isLast ? '   ' : '│  '}`);
    }
  }
  yield* below(null, '');
}

function itemLine(item: PlanItem, paint: Paint): string {
  const title = visible([item.key, item.title].filter((part) => part !== null).join(' '));
  const facts = [
    item.featureType === 'ENABLER' ? 'enabler feature' : null,
    item.enablerType === null ? null : item.enablerType.toLowerCase().replace('_', ' '),
    item.storyPoints === null ? null : counted(item.storyPoints, 'point', 'points'),
    item.priority === null ? null : priorityNames[item.priority],
    item.status,
    item.acceptanceCriteria.length === 0
      ? null
      : counted(item.acceptanceCriteria.length, 'criterion', 'criteria'),
    item.labels.length === 0 ? null : `labels ${item.labels.join(', ')}`,
    item.dependsOn.length === 0 ? null : `depends on ${item.dependsOn.length}`,
    item.warnings.length === 0 ? null : counted(item.warnings.length, 'warning', 'warnings'),
    placeOf(item.location),
  ].filter((fact) => fact !== null);
  const name = item.kind === 'EPIC' ? paint('bold', title) : title;
  return `${paint('cyan', kindNames[item.kind])} ${name}${paint('dim', ` · ${visible(facts.join(' · '))}`)}`;
}

function* changeLines(
  reading: Reading,
  changes: readonly PlanChange[],
  paint: Paint,
): Generator<string, void, void> {
  const titles = new Map(reading.items.map((item) => [item.id, item.title]));
  const issues = new Map<Json, string>(changes.map(({ issueId, target }) => [issueId, target.title]));
  /** A parent by its title and not by its id. */
  const named = (field: FieldChange) =>
    field.field === 'parentId' ? (value: Json) => issues.get(value) ?? value : (value: Json) => value;
  for (const change of changes) {
    const title = change.itemId === null ? change.target.title : titles.get(change.itemId);
    yield `${paint('cyan', change.kind.toLowerCase().padEnd(9))} ${visible(title ?? '')}`;
    if (change.kind === 'CREATE' || change.kind === 'ORPHANED') continue;
    for (const field of change.fields) {
      yield paint(
        'dim',
        `            ${field.field}: ${change.kind === 'CONFLICT' ? threeSides(field, named(field)) : twoSides(field, named(field))}`,
      );
    }
  }
}

type Named = (value: Json) => Json;

function twoSides({ oldValue, newValue }: FieldChange, named: Named): string {
  return `${shown(named(oldValue))} → ${shown(named(newValue))}`;
}

function threeSides({ oldValue, newValue, documentBefore }: FieldChange, named: Named): string {
  return `tracker ${shown(named(oldValue))}, document ${shown(named(documentBefore))} → ${shown(named(newValue))}`;
}

const longestValue = 80;

function shown(value: unknown): string {
  const text = visible(JSON.stringify(value));
  return text.length <= longestValue ? text : `${text.slice(0, longestValue - 1)}…`;
}

function warningsOf({ warnings, items }: Reading): DocumentWarning[] {
  return [...warnings, ...items.flatMap((item) => item.warnings)];
}

function warningLine({ code, message, location }: DocumentWarning, paint: Paint): string {
  const place = location === null ? '' : placeOf(location);
  return `${paint('yellow', code)}${place === null || place === '' ? '' : ` ${visible(place)}`}: ${visible(message)}`;
}

function unusedLines({ coverage }: Reading, paint: Paint): string[] {
  return coverage
    .filter((section) => section.use === 'NOT_USED')
    .map(({ heading, location, reason }) => {
      const place = placeOf(location);
      return `${visible(heading)}${paint('dim', `${place === null ? '' : ` · ${place}`} · ${reason ?? ''}`)}`;
    });
}

function countLines({ reading, counts, changes, documentKey }: PlanPreview): string[] {
  const points = reading.items.reduce((sum, item) => sum + (item.storyPoints ?? 0), 0);
  const items = [
    counted(counts.epics, 'epic', 'epics'),
    counted(counts.features, 'feature', 'features'),
    counted(counts.stories, 'story', 'stories'),
    counted(counts.enablers, 'enabler', 'enablers'),
    counted(points, 'point', 'points'),
    counted(warningsOf(reading).length, 'warning', 'warnings'),
    counted(reading.coverage.length, 'section', 'sections'),
  ];
  if (changes === null) return [items.join(', ')];
  const kinds = Map.groupBy(changes, (change) => change.kind.toLowerCase());
  const changed = [...kinds].map(([kind, of]) => `${of.length} ${kind}`);
  return [items.join(', '), `${changed.join(', ')} (document key ${documentKey})`];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function placeOf({ line, elementPath }: SourceLocation): string | null {
  return line === null ? elementPath : `line ${line}`;
}

/** Text of a document on one line, without what a terminal would obey. */
function visible(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '');
}
