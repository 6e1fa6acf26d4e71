import type { ExternalTool } from '../tools/tool.ts';
import { confluenceConnector } from './confluence/confluence-connector.ts';
import type { VendorConnector } from './connector.ts';
import { gitHubConnector } from './github/github-connector.ts';
import { httpConnector } from './http/http-connector.ts';
import { linearConnector } from './linear/linear-connector.ts';

/** Whom connections can be made to. */
export const connectors: readonly VendorConnector[] = [
  confluenceConnector,
  linearConnector,
  gitHubConnector,
  httpConnector,
];

/** What can be proposed to them. */
export const connectorTools: readonly ExternalTool[] = connectors.flatMap((connector) => connector.tools);
