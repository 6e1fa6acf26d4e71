export const expressionLimits = {
  length: 2_000,
  depth: 32,
  nodes: 500,
  timeMs: 50,
  /** Of all expressions that are evaluated at a start. */
  togetherMs: 100,
} as const;
