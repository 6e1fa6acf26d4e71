/** Codes that a new try does not help against: see docs/protocol.md. */
const hopeless = [1009, 1011, 4400, 4401, 4406, 4409, 4429];

export const query = `subscription ($sessionId: ID!, $after: Cursor) {
  planningSessionEvents(sessionId: $sessionId, after: $after) {
    id type cursor
    ... on PlanningSessionProgressed { progress }
    ... on SubscriptionEnded { reason }
  }
}`;

/**
 * The resume loop: `subscribe(after, onEvent)` follows until the connection breaks or the subscription completes. It is
 * called again, from the last cursor, until the notice came that says it is over.
 */
export async function followToTheEnd(subscribe, onEvent) {
  let after = null;
  let isOver = false;
  while (!isOver) {
    try {
      await subscribe(after, (event) => {
        onEvent(event);
        // Keep it with what you made of the event, and a reload of the page goes on here too.
        after = event.cursor;
        isOver = event.type === 'SubscriptionEnded';
      });
    } catch (error) {
      // An answer of the server is an Error with a message; a lost or refused connection is an event with a code.
      if (error?.isAnswer || hopeless.includes(error?.code)) throw error;
    }
    if (!isOver) await new Promise((resolve) => setTimeout(resolve, 200 + 300 * Math.random()));
  }
}

/** An answer of the server that no new try changes, such as NOT_FOUND. */
export function answered(errors) {
  return Object.assign(new Error(errors[0].message), { isAnswer: true });
}

export function print(event) {
  console.log(`${event.id} ${event.type}`);
}
