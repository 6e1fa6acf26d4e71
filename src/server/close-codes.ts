/**
 * Every code that a WebSocket of this server closes with; docs/protocol.md says what a client does then. Those of RFC
 * 6455 are sent by ws.
 */
export const closeCodes = {
  closed: 1000,
  serverStopping: 1001,
  /** Never sent: what a client sees when the connection breaks or was cut. */
  broken: 1006,
  notUtf8: 1007,
  messageTooLarge: 1009,
  tooManySocketsOfUser: 4290,
  tooManySocketsOfOrganization: 4291,
  badRequest: 4400,
  unauthorized: 4401,
  credentialsEnded: 4403,
  subprotocolNotAcceptable: 4406,
  initTimeout: 4408,
  idInUse: 4409,
  secondInit: 4429,
  internalError: 4500,
} as const;
