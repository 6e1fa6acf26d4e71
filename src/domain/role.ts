/** What someone may do; each role includes the ones before it. */
export const roles = ['VIEWER', 'PROPOSER', 'APPROVER', 'OPERATOR', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

/** Whether a role is at least another. */
export function roleIncludes(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Reads a role from the edge, in any case; null when the text names none. */
export function parseRole(text: unknown): Role | null {
  return roles.find((role) => typeof text === 'string' && role === text.toUpperCase()) ?? null;
}
