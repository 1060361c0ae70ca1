// The socket on which test-shim.cjs, inside the extension host, reports what the tests print and how they ended.
import net from 'node:net';

/**
 * Listens at `socketPath`. `onEnd(code)` is called with the shim's verdict, or with `undefined` when the extension host
 * went away without giving one.
 */
export async function openTestChannel(socketPath, onEnd) {
  const channel = { verdict: undefined };
  const server = net.createServer((connection) => {
    let rest = '';
    connection.setEncoding('utf8');
    connection.on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) take(JSON.parse(line));
    });
    connection.on('error', () => {}); // the host was killed; `close` follows
    connection.on('close', () => channel.verdict === undefined && onEnd(undefined));
  });
  function take(message) {
    if (message.stream) {
      process[message.stream].write(message.text);
    } else {
      channel.verdict = message.verdict;
      onEnd(message.verdict);
    }
  }
  await new Promise((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  server.unref();
  return channel;
}
