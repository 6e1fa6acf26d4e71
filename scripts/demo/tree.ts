import type { Issue, Item, Location } from './api.ts';
import type { Screen } from './screen.ts';

interface Row {
  readonly branch: string;
  readonly issue: Issue;
  readonly item: Item;
}

/** Below this width the source of an issue stands on a line of its own. */
const oneLineWidth = 110;
const titleMax = 56;
/** Of a path of elements: the innermost. */
const elementsShown = 2;

/** Draws the issues as a tree in the order of the document, each with the place that it came from. */
export function drawTree(screen: Screen, items: readonly Item[], issues: readonly Issue[]): void {
  const rows = [...treeRows(items, issues)];
  const nameOf = (row: Row): string => `${row.branch}${row.issue.identifier} ${row.issue.title}`;
  const names = longest(rows.map(nameOf), titleMax);
  const points = longest(rows.map((row) => pointsOf(row.issue)));
  const labels = longest(rows.map((row) => labelsOf(row.issue)));
  const wide = screen.width >= oneLineWidth;
  const room = screen.width - 2 - names - points - labels - 6;
  for (const row of rows) {
    const name = inWidth(nameOf(row), names);
    const { length: branchLength } = row.branch;
    const identifierEnd = branchLength + row.issue.identifier.length;
    const drawn = [
      screen.style('dim', name.slice(0, branchLength)),
      screen.style('cyan', name.slice(branchLength, identifierEnd)),
      row.item.kind === 'EPIC' ? screen.style('bold', name.slice(identifierEnd)) : name.slice(identifierEnd),
    ].join('');
    const line = `  ${drawn}  ${pointsOf(row.issue).padStart(points)}  ${screen.style('dim', labelsOf(row.issue).padEnd(labels))}`;
    const source = wide ? sourceOf(row.item.location, room) : sourceOf(row.item.location, screen.width - 10);
    if (wide) screen.line(`${line}  ${screen.style('dim', source)}`);
    else screen.line(`${line.trimEnd()}\n        ${screen.style('dim', source)}`);
  }
}

function* treeRows(items: readonly Item[], issues: readonly Issue[]): Generator<Row, void, void> {
  const issueById = new Map(issues.map((issue) => [issue.id, issue]));
  const byParent = Map.groupBy(items, (item) => item.parent?.id ?? null);

  function* below(parent: string | null, indent: string): Generator<Row, void, void> {
    const children = byParent.get(parent) ?? [];
    for (const [index, item] of children.entries()) {
      const isLast = index === children.length - 1;
      const top = parent === null;
      const issue = issueById.get(item.issueId ?? '');
      if (issue !== undefined) yield { branch: top ? '' : `${indent}${isLast ? '└─ ' : '├─ '}`, issue, item };
      yield* below(item.id, top ? '' : `${indent}${isLast ? '   ' : '│  '}`);
    }
  }

  yield* below(null, '');
}

function pointsOf({ estimate }: Issue): string {
  return estimate === null ? '' : `${estimate} pt`;
}

function labelsOf({ labels }: Issue): string {
  return labels.map((label) => label.name).join(', ');
}

/** The line or element of a place, and the headings that lead to it: the inner ones when not all fit. */
function sourceOf(location: Location, room: number): string {
  const place = `← ${placeOf(location)}  `;
  const left = Math.max(0, room - place.length);
  const { headingPath } = location;
  const paths = headingPath.map((_, skipped) =>
    [...(skipped === 0 ? [] : ['…']), ...headingPath.slice(skipped)].join(' › '),
  );
  const path = paths.find((each) => each.length <= left) ?? paths.at(-1) ?? '';
  return place + (path.length <= left ? path : `${path.slice(0, Math.max(0, left - 1))}…`);
}

/** Where in the text: the line of Markdown, the end of the element's path in storage format. */
export function placeOf({ line, elementPath }: Location): string {
  if (line !== null) return `line ${line}`;
  const elements = (elementPath ?? '').split('/').slice(1);
  const inner = elements.slice(-elementsShown).join('/');
  return elements.length > elementsShown ? `…/${inner}` : `/${inner}`;
}

function inWidth(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}

function longest(texts: readonly string[], most = Number.POSITIVE_INFINITY): number {
  return Math.min(
    most,
    texts.reduce((length, text) => Math.max(length, text.length), 0),
  );
}
