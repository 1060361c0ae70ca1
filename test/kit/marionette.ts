/**
 * A client of Marionette, the protocol that Firefox is driven by over a TCP connection: each message is the length of its JSON,
 * a colon and the JSON. Commands are those of WebDriver. Source: firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
import { once } from 'node:events';
import { connect } from 'node:net';

/** Why Firefox did not do what it was asked to. */
export class MarionetteError extends Error {
  /** WebDriver's word for it, such as `insecure certificate`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A connection to Firefox. */
export interface Marionette {
  /** Sends a command and gives its result; rejects with a `MarionetteError`. */
  readonly ask: (command: string, parameters?: object) => Promise<unknown>;
  readonly end: () => void;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Message = readonly [type: number, id: number, error: { readonly error: string; readonly message: string } | null, result: unknown];

/** Connects to the port that Firefox listens on. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, Waiting>();
  let received: Buffer = Buffer.alloc(0);
  socket.on('data', (piece) => {
    const { messages, rest } = split(Buffer.concat([received, piece]));
    received = rest;
    for (const message of messages) answer(message, waiting);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new MarionetteError('closed', 'Firefox has closed the connection'));
  });
  await once(socket, 'data');
  let id = 0;
  const ask = (command: string, parameters: object = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(++id, { resolve, reject });
      const text = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  return { ask, end: () => socket.destroy() };
}

/** The whole messages at the beginning of what was received, and the rest. The greeting is an object, all others are lists. */
function split(received: Buffer): { readonly messages: readonly Message[]; readonly rest: Buffer } {
  const messages: Message[] = [];
  let rest = received;
  for (let colon = rest.indexOf(':'); colon >= 0; colon = rest.indexOf(':')) {
    const end = colon + 1 + Number(rest.toString('latin1', 0, colon));
    if (rest.length < end) break;
    const message: unknown = JSON.parse(rest.toString('utf8', colon + 1, end));
    if (Array.isArray(message)) messages.push(message as unknown as Message);
    rest = rest.subarray(end);
  }
  return { messages, rest };
}

function answer([, id, error, result]: Message, waiting: Map<number, Waiting>): void {
  if (error === null) waiting.get(id)?.resolve(result);
  else waiting.get(id)?.reject(new MarionetteError(error.error, error.message));
  waiting.delete(id);
}
