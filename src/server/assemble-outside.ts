import { v5 } from 'uuid';
import { createOutbound } from '../connectors/outbound/outbound.ts';
import { connectors } from '../connectors/registry.ts';
import { vendorUrls } from '../domain/connection.ts';
import { formatId, type OrganizationId } from '../domain/ids.ts';
import type { ConnectionOfEnvironment, OutsideParts } from '../engine/parts.ts';
import { createSealingKey } from '../engine/sealing.ts';
import type { OutsideSettings } from '../outside-settings.ts';
import { developmentOrganization, organizationIdOf } from './identity.ts';

/** What the engine reaches the outside world with. */
export function assembleOutside(settings: OutsideSettings): OutsideParts & AsyncDisposable {
  const outbound = createOutbound(settings);
  const [first, ...others] = settings.secretsKeys;
  return {
    connectors: new Map(connectors.map((connector) => [connector.kind, connector])),
    outbound,
    sealing: first === undefined ? null : createSealingKey([first, ...others]),
    fromEnvironment: environmentConnections(settings),
    looks: new Map(),
    [Symbol.asyncDispose]: () => outbound[Symbol.asyncDispose](),
  };
}

const namespace = '0b0f4a52-6d0b-4a8e-8a63-0f7a4f3c2a90';
const names = { CONFLUENCE: 'Confluence', LINEAR: 'Linear', GITHUB: 'GitHub' } as const;

function environmentConnections({ connections, organization }: OutsideSettings): ConnectionOfEnvironment[] {
  const organizationId: OrganizationId =
    organization === null ? developmentOrganization.id : organizationIdOf(organization);
  return connections.map(({ kind, baseUrl, token, user, settings }) => ({
    id: formatId('connection', v5(`${organizationId} ${kind}`, namespace)),
    organizationId,
    kind,
    name: names[kind],
    baseUrl: baseUrl ?? vendorUrls[kind] ?? '',
    settings,
    credentials: { token, user },
  }));
}
