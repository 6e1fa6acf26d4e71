import { pairsOf } from '../lines/pairs.ts';
import { headingsIn, linesOfPart } from './parts.ts';
import { plainNumber } from './plain-sections.ts';
import { rememberingLevels } from './section-memory.ts';
import type { Section } from './sections.ts';

/**
 * Whether headings only part what is counted through below them: “Basics” over “1. Map” and “2. Tides”, “Extras” over
 * “3. Webcam”, each of which has fields of its own.
 */
export const partsCounted = rememberingLevels((level) => {
  const counted = level.flatMap(headingsIn);
  return (
    level.length > 1 &&
    counted.length > level.length &&
    level.every(holdsOnlyHeadings) &&
    counted.every((heading, place) => plainNumber(heading) === String(place + 1) && hasFields(heading))
  );
});

function holdsOnlyHeadings(section: Section): boolean {
  return (
    section.form === 'heading' &&
    section.head.kind === 'plain' &&
    plainNumber(section) === null &&
    section.parts.length > 0 &&
    section.parts.every((part) => part.type === 'section' && part.section.form === 'heading')
  );
}

function hasFields({ parts }: Section): boolean {
  return parts.some((part) =>
    linesOfPart(part).some((line) => pairsOf(line)?.some(({ fields }) => fields.length > 0) === true),
  );
}
