/** Handlers guarded once: one feature's bug costs one empty answer and a line in the log, never the server. */
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Where the server is in its life. Requests before and after are refused as the protocol asks. */
export type Life = 'waiting' | 'running' | 'ended';

const SERVER_NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;

/** Guards the handlers of one connection. */
export class Guard {
  life: Life = 'waiting';
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** A handler that answers `empty` when `handle` throws, and a protocol error when the server is not running or the question was withdrawn. */
  request<P, R>(name: string, empty: R, handle: (params: P) => R | Promise<R>): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      if (this.life !== 'running')
        throw new ResponseError(
          this.life === 'waiting' ? SERVER_NOT_INITIALIZED : INVALID_REQUEST,
          this.life === 'waiting' ? 'The server is not initialized yet.' : 'The server is shut down.',
        );
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      try {
        return await handle(params);
      } catch (error) {
        this.report(name, error);
        return empty;
      }
    };
  }

  /** A notification handler that never throws. */
  notification<P>(name: string, handle: (params: P) => void): (params: P) => void {
    return (params) => {
      try {
        handle(params);
      } catch (error) {
        this.report(name, error);
      }
    };
  }

  /** Writes an error of ours to the log. */
  report(name: string, error: unknown): void {
    this.connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
