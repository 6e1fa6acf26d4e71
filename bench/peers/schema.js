/** A type with all fields, so that every server answers with the same bytes. */
export const peerSchema = `
  type Event { id: ID! type: String! cursor: String! seq: Int! occurredAt: String! chainId: ID! stepName: String! stepIndex: Int! }
  type Query { ok: Boolean }
  type Subscription { events(chain: ID!): Event! }
`;
