import type { Line } from '../blocks.ts';
import { isBulleted } from '../lines/criterion-text.ts';
import { isGherkin } from '../lines/scenario-steps.ts';
import type { Part, Section } from './sections.ts';

/** Whether criteria are listed here, so that text beside it is none. */
export function listsCriteria(part: Part): boolean {
  return (
    part.type === 'list' ||
    part.type === 'code' ||
    (part.type === 'section' && part.section.parts.some((inner) => inner.type === 'list'))
  );
}

/** Parts without the labels over mere text behind lists of criteria: “**Citation:**” tells of those. */
export function withoutLabelsBehind(parts: readonly Part[]): readonly Part[] {
  const end = parts.findLastIndex((part) => part.type !== 'section' || !labelsText(part.section)) + 1;
  const before = end === parts.length ? parts : parts.slice(0, end);
  return before.some(listsCriteria) ? before : parts;
}

function isMereText(lines: readonly Line[]): boolean {
  return !isBulleted(lines[0]?.text ?? '') && !lines.some(({ text }) => isGherkin(text));
}

function labelsText({ form, head, line, parts }: Section): boolean {
  return (
    form === 'label' &&
    head.kind === 'plain' &&
    line.bold > 0 &&
    parts.length > 0 &&
    parts.every((part) => part.type === 'text' && isMereText(part.lines))
  );
}

/** What such labels below some parts tell, as Markdown. */
export function labelsBehind(parts: readonly Part[]): string[] {
  const kept = withoutLabelsBehind(parts);
  const inner = kept.flatMap((part) => (part.type === 'section' ? labelsBehind(part.section.parts) : []));
  return [...inner, ...parts.slice(kept.length).flatMap(labelMarkdown)];
}

export function labelMarkdown(part: Part): string[] {
  if (part.type !== 'section') return [];
  const { line, parts } = part.section;
  const below = parts.flatMap((text) => (text.type === 'text' ? text.lines : []));
  return [[line, ...below].map(({ markdown }) => markdown).join('\n')];
}
