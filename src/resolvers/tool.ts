import type { Role } from '../access/viewer.ts';
import type { ApprovalMode } from '../domain/action.ts';
import type { Context, ToolInfo } from './context.ts';

/** What has to happen before an action of a tool is carried out. */
export interface ShownPolicy {
  /** Null: of every tool that has no policy of its own. */
  readonly tool: string | null;
  readonly approval: ApprovalMode;
  readonly approvers: number;
  readonly roles: readonly Role[];
  readonly selfApproval: boolean;
  readonly expiresAfterSeconds: number;
}

const dayInSeconds = 24 * 60 * 60;

const defaultPolicy: Omit<ShownPolicy, 'tool'> = {
  approval: 'REQUIRED',
  approvers: 1,
  roles: ['APPROVER', 'OPERATOR', 'ADMIN'],
  selfApproval: true,
  expiresAfterSeconds: 7 * dayInSeconds,
};

export function getTools(context: Context): readonly ToolInfo[] {
  return context.services.tools;
}

/** The tool of an action; one that the server no longer has is still shown by its name. */
export function toolNamed(context: Context, name: string): ToolInfo {
  return context.services.tools.find((tool) => tool.name === name) ?? retiredTool(name);
}

function retiredTool(name: string): ToolInfo {
  return {
    name,
    description: 'This server does not have the tool any more.',
    category: 'retired',
    destructive: false,
    argumentSchema: {},
  };
}

export function getPolicyOfTool(tool: ToolInfo): ShownPolicy {
  return { tool: tool.name, ...defaultPolicy };
}
