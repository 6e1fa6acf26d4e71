import type { DraftCollector } from './draft-collector.ts';
import type { Section } from './sections.ts';

/** Where nothing is explicit, an outline that looks like a backlog is read by its levels. */
export function collectOutline(_root: Section, _collector: DraftCollector): void {}
