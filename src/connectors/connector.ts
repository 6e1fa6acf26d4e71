import type { Connector } from '../domain/outside.ts';
import type { ExternalTool } from '../tools/tool.ts';

/** One vendor: what its connections can do, and what can be proposed to it. Adding one is a folder and a line in registry.ts. */
export interface VendorConnector extends Connector {
  readonly tools: readonly ExternalTool[];
}
