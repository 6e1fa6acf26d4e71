import type { Priority } from '../../domain/plan.ts';
import { tagDecoration } from '../lines/head-decoration.ts';
import type { Section } from './sections.ts';

const longestName = 60;
const remark = /\s*(?:[:：(]|\s[-–—|]\s).*$/su;

/** The priority that a heading or a label gives to all that stands below it: “High priority”, “P1 – Must have”. */
export function priorityTold({ form, head, line }: Section): Priority | null {
  if (form === 'entry' || head.kind === 'mark' || line.text.length > longestName) return null;
  const title = head.kind === 'plain' ? head.decoration.title : line.text;
  const said = tagDecoration(title.replace(/[:：]$/u, '')) ?? tagDecoration(title.replace(remark, ''));
  return said?.priority ?? null;
}
