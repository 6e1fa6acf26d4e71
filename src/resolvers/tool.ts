import type { Context, ToolInfo } from './context.ts';

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
