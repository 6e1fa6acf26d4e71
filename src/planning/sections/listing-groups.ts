import { kindOfWork, mayHold } from '../item-draft.ts';
import { boldLabelOf } from '../lines/pairs.ts';
import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import { rememberingSections } from './section-memory.ts';
import type { Part, Section } from './sections.ts';

/** “Stories by epic” over headings: these are the epics, and each lists its stories. */
export function worksByGroup({ parts }: Section, works: readonly WorkWord[]): readonly WorkWord[] {
  const [work, group] = works;
  const isGrouped =
    work !== undefined &&
    isGroup(group) &&
    mayHold(kindOfWork(group), kindOfWork(work)) &&
    isOfHeadings(parts);
  return isGrouped ? [group, work] : works;
}

function isOfHeadings(parts: readonly Part[]): boolean {
  return (
    parts.some((part) => part.type === 'section' && part.section.form === 'heading') &&
    parts.every(({ type }) => type === 'section' || type === 'text')
  );
}

/**
 * What the entries below an epic or a feature are, where the heading around it lists such: all that stands beside each
 * other there holds texts and one plain list.
 */
export function worksWithin(
  { parent, form }: Section,
  group: WorkWord,
  works: readonly WorkWord[],
): readonly WorkWord[] {
  if (form === 'entry' || form === 'label' || parent === null) return [];
  const held = works.filter((work) => work !== group && mayHold(kindOfWork(group), kindOfWork(work)));
  return held.length > 0 && holdsListed(parent) ? held.slice(0, 1) : [];
}

const holdsListed = rememberingSections(({ parts }: Section): boolean =>
  parts.every((part) => part.type === 'text' || (part.type === 'section' && listsPlainly(part.section))),
);

function listsPlainly({ form, parts }: Section): boolean {
  const lists = parts.filter((part) => part.type === 'list');
  return (
    (form === 'heading' || form === 'lead') &&
    lists.length === 1 &&
    parts.every(({ type }) => type === 'list' || type === 'text') &&
    lists.every(({ entries }) => entries.length > 1 && entries.every(isPlain))
  );
}

function isPlain({ head, line, parts }: Section): boolean {
  return head.kind !== 'mark' && head.kind !== 'field' && parts.length === 0 && boldLabelOf(line) === null;
}
