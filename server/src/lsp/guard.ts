/** Handlers guarded once: one feature's bug costs one empty answer and a line in the log, never the server. */
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Where the server is in its life. Requests before and after are refused as the protocol asks. */
export type Life = 'waiting' | 'running' | 'ended';

const SERVER_NOT_INITIALIZED = -32002;
const INVALID_REQUEST = -32600;

/** Guards the handlers of one connection. */
export class Guard {
  private stage: Life = 'waiting';
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  get life(): Life {
    return this.stage;
  }

  /** The server is introduced to its client: once. */
  begin(): void {
    if (this.stage !== 'waiting') throw new ResponseError(INVALID_REQUEST, 'The server is initialized already.');
    this.stage = 'running';
  }

  /** The server is to answer no more. */
  end(): void {
    this.assertRunning();
    this.stage = 'ended';
  }

  private assertRunning(): void {
    if (this.stage === 'waiting') throw new ResponseError(SERVER_NOT_INITIALIZED, 'The server is not initialized yet.');
    if (this.stage === 'ended') throw new ResponseError(INVALID_REQUEST, 'The server is shut down.');
  }

  /** A handler that answers `empty` when `handle` throws, and a protocol error when the server is not running or the question was withdrawn. */
  request<P, R>(name: string, empty: R, handle: (params: P) => R | Promise<R>): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      this.assertRunning();
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      try {
        return await handle(params);
      } catch (error) {
        this.report(name, error);
        return empty;
      }
    };
  }

  /** A notification handler that never throws; what comes before or after the server's life is dropped. */
  notification<P>(name: string, handle: (params: P) => void): (params: P) => void {
    return (params) => {
      if (this.stage !== 'running') return;
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
