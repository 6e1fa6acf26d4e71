const form = /^c1:(0|[1-9][0-9]{0,15})$/;

/** A position in an organization's log as the opaque text that clients keep. */
export function formatCursor(position: number): string {
  return Buffer.from(`c1:${position}`).toString('base64url');
}

/** The position that a cursor stands for, or null when it is none of ours. */
export function parseCursor(cursor: string): number | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = form.exec(text);
  if (match === null || formatCursor(Number(match[1])) !== cursor) return null;
  return Number(match[1]);
}
