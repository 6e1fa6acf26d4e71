import { kindOfWork, mayHold } from '../item-draft.ts';
import { readMark } from '../lines/marks.ts';
import { listsReferences, namesReference } from '../lines/reference-lists.ts';
import { keyAlone } from '../lines/tail-keys.ts';
import type { Section } from '../sections/sections.ts';
import type { DraftCollector } from './draft-collector.ts';
import type { Place } from './walk-place.ts';

const label = /^[^:：]{1,40}[:：]\s*/u;
const aside = /\([^()]*\)/g;
const between = /\s*[,;&]\s*/u;
const longestLine = 400;

/**
 * Reads an entry such as “App: US-1, US-5 (search)” below the stories of an epic: it names those that stand elsewhere as
 * the epic's. False where it is none.
 */
export function namesChildren(entry: Section, place: Place, collector: DraftCollector): boolean {
  const { item, path } = place;
  const { text } = entry.line;
  if (item === null || entry.parts.length > 0 || text.length > longestLine) return false;
  const keys = namesIn(text)
    .split(between)
    .map((name) => {
      const mark = keyAlone(name) === null ? null : readMark(name);
      const work = mark === null ? null : collector.meanings.workOf(mark);
      return mark?.key != null && work !== null && mayHold(item.kind, kindOfWork(work)) ? mark.key : null;
    });
  if (keys.includes(null)) return false;
  for (const key of keys) {
    const child = collector.add('STORY', 'field', '', path, entry.line.anchor, entry);
    child.provisional = true;
    child.key = key;
    child.enclosing = item;
  }
  return true;
}

/** Whether an entry names nothing but items of other places: “Sprint 2: US-1, US-5 (search)”. */
export function namesOthers({ line: { text }, parts }: Section): boolean {
  if (parts.length > 0 || text.length > longestLine || !/\d/.test(text)) return false;
  const names = namesIn(text);
  return listsReferences(names) || (names !== text && namesReference(names));
}

function namesIn(text: string): string {
  return text.replace(label, '').replace(aside, '').trim().replace(/\.$/, '').trimEnd();
}
