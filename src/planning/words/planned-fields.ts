import type { FieldName } from './language.ts';

/** What planned work has, and what is only met or talked about has not; a type and a status may be of both. */
export const plannedFields: readonly FieldName[] = ['points', 'estimate', 'priority', 'criteria', 'labels'];
