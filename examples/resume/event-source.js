import { print } from './loop.js';

// In a browser as it is; in Node with --experimental-eventsource. While the connection breaks and comes back, it goes
// on by itself: it sends the id of the last event as Last-Event-ID. It gives up when an answer is no stream, such as
// that of a proxy whose server is just starting: then it is opened anew, after the last cursor.
const [server = 'http://localhost:4000', sessionId] = process.argv.slice(2);

// Node would end while it waits for the next try.
const stay = setInterval(() => {}, 60_000);

function follow(after) {
  const search = new URLSearchParams({ sessionId, ...(after && { after }) });
  const source = new EventSource(`${server}/events?${search}`);
  let last = after;
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    print(event);
    last = event.cursor;
    if (event.type !== 'SubscriptionEnded') return;
    // Left open, it would ask again, be answered 204, and stop by itself.
    source.close();
    clearInterval(stay);
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(last), 500);
  };
}

follow(null);
