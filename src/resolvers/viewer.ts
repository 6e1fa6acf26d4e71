import { titleMaxLength } from '../domain/session.ts';
import { countOpenSessions } from '../store/read/open-sessions.ts';
import { maxPageSize } from './connection.ts';
import type { Context } from './context.ts';
import { maxNodeIds } from './node.ts';

/** How much of something the server takes from this viewer. */
export interface ShownLimit {
  /** Stable, upper case with underscores. */
  readonly name: string;
  readonly value: number;
  /** What is left of it now; null for a limit of each single thing. */
  readonly remaining: number | null;
  /** Epoch milliseconds; null when it does not come back by itself. */
  readonly resetsAt: number | null;
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

export async function getLimits(context: Context): Promise<readonly ShownLimit[]> {
  return [...sizeLimits(context), ...(await rateLimits(context)), ...(await openSessionLimits(context))];
}

async function rateLimits({ viewer, services }: Context): Promise<ShownLimit[]> {
  const usage = (await services.limits.usage?.(viewer)) ?? [];
  return usage.map(({ name, limit, remaining, resetsInMs, unit, description }) => {
    const resetsAt = resetsInMs === 0 ? null : Date.now() + resetsInMs;
    return { name, value: limit, remaining, resetsAt, unit, description };
  });
}

async function openSessionLimits({ viewer, services, reads }: Context): Promise<ShownLimit[]> {
  const { user = 0, organization = 0 } = services.limits.openSessions ?? {};
  const kinds = [
    { name: 'OPEN_SESSIONS', value: user, createdBy: viewer.actor.id, whose: 'yours' },
    {
      name: 'ORGANIZATION_OPEN_SESSIONS',
      value: organization,
      createdBy: null,
      whose: 'those of the whole organization',
    },
  ];
  const limits = kinds.filter(({ value }) => value > 0);
  return Promise.all(
    limits.map(async ({ name, value, createdBy, whose }) => {
      const open = await reads.snapshot.read((reader) =>
        countOpenSessions(reader, viewer.organizationId, { createdBy, most: value }),
      );
      const description = `Planning sessions that have not ended, ${whose}.`;
      return { name, value, remaining: value - open, resetsAt: null, unit: 'sessions', description };
    }),
  );
}

function sizeLimits(context: Context): ShownLimit[] {
  const sizes = [
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
  return sizes.map((size) => ({ ...size, remaining: null, resetsAt: null }));
}
