import { confluenceConnector } from './confluence/confluence-connector.ts';
import type { VendorConnector } from './connector.ts';
import { httpConnector } from './http/http-connector.ts';

/** Whom connections can be made to. */
export const connectors: readonly VendorConnector[] = [confluenceConnector, httpConnector];
