import { titleMaxLength } from '../domain/session.ts';
import { maxPageSize } from './connection.ts';
import type { Context } from './context.ts';
import { maxNodeIds } from './node.ts';

/** How much of something the server takes from this viewer. */
export interface ShownLimit {
  /** Stable, upper case with underscores. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly description: string;
}

export interface ShownOrganization {
  readonly id: string;
  readonly name: string;
}

export function getOrganization(viewer: Context['viewer']): ShownOrganization {
  return { id: viewer.organizationId, name: viewer.organizationName };
}

export function getLimits(context: Context): readonly ShownLimit[] {
  return [
    {
      name: 'DOCUMENT_BYTES',
      value: context.services.limits.documentBytes,
      unit: 'bytes',
      description: 'Size of one planning document, in UTF-8.',
    },
    {
      name: 'TITLE_CHARACTERS',
      value: titleMaxLength,
      unit: 'characters',
      description: 'Length of the title of a planning session.',
    },
    {
      name: 'PAGE_SIZE',
      value: maxPageSize,
      unit: 'rows',
      description: 'What `first` or `last` of a connection can ask for.',
    },
    {
      name: 'NODE_IDS',
      value: maxNodeIds,
      unit: 'ids',
      description: 'How many ids `nodes` takes.',
    },
  ];
}
